package io.facestream.evaluate;

import io.facestream.vision.embed.Embedding;
import io.facestream.vision.quality.FaceQuality;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one picture: a vector, or the reason why there is none.
 *
 * @param name of the picture
 * @param vector of the chosen face; null if refused
 * @param quality of the chosen face; null if refused, or if the picture is an aligned crop
 * @param faces that were found; 1 for an aligned crop
 * @param refusal null if there is a vector
 * @param detail of the refusal, a line for people
 */
public record PictureVector(
        String name,
        @Nullable Embedding vector,
        @Nullable FaceQuality quality,
        int faces,
        @Nullable Refusal refusal,
        String detail) {
    /** Why a picture gave no vector. */
    public enum Refusal {
        /** There is no such file. */
        MISSING,
        /** The file is no picture, damaged, or too large. */
        UNREADABLE,
        /** An aligned crop that is not 112 x 112. */
        WRONG_SIZE,
        /** No face was found. */
        NO_FACE,
        /** The network gave no usable vector. */
        NO_VECTOR;

        /** As it is written in reports: {@code no face}. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    static PictureVector refused(String name, Refusal refusal, String detail) {
        return new PictureVector(name, null, null, 0, refusal, detail);
    }

    /** The vector, if there is one. */
    public Optional<Embedding> found() {
        return Optional.ofNullable(vector);
    }
}
