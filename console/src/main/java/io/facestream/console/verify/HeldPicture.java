package io.facestream.console.verify;

import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import java.util.List;
import java.util.Optional;

/**
 * A picture that somebody wants compared, as far as it is kept.
 *
 * @param width pixels of the picture as it was sent, upright
 * @param height pixels of the picture as it was sent, upright
 * @param jpeg for looking at, scaled down where it is large
 * @param faces best score of the detector first
 * @param more faces that were found beyond those
 */
record HeldPicture(int width, int height, byte[] jpeg, List<HeldFace> faces, int more) {
    /**
     * A face in it. One thread at a time.
     *
     * @param problem why the face is no good probe, as {@link io.facestream.job.observe.FaceRefusal} names it; empty if it is one
     * @param crop 112 x 112 BGR
     * @param jpeg the same for looking at
     * @param vector filled when it is compared first, and again when another model is in force
     */
    record HeldFace(FaceBox box, String problem, byte[] crop, byte[] jpeg, Vector vector) {}

    /** Remembers a face's embedding by the model that was asked last. */
    static final class Vector {
        private String modelId = "";
        private Optional<Embedding> embedding = Optional.empty();

        Optional<Embedding> by(String model) {
            return modelId.equals(model) ? embedding : Optional.empty();
        }

        Embedding set(String model, Embedding value) {
            modelId = model;
            embedding = Optional.of(value);
            return value;
        }
    }
}
