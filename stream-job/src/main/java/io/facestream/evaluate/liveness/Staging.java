package io.facestream.evaluate.liveness;

import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.Optional;

/** What is done to a picture before its face is scored. */
public interface Staging {
    /**
     * Another picture, which the caller closes; empty where it cannot be made of this one.
     *
     * @param face the largest in the original
     */
    Optional<Picture> of(Picture original, FaceBox face) throws PictureRefusedException;

    /** The whole picture shrunk until its face has a height in pixels, as if it were farther away; small faces are not enlarged. */
    static Staging shrunkTo(int faceHeight) {
        return (original, face) -> {
            float factor = faceHeight / face.height();
            return factor > 1
                    ? Optional.empty()
                    : Optional.of(original.scaled(
                            Math.max(1, Math.round(factor * original.width())),
                            Math.max(1, Math.round(factor * original.height()))));
        };
    }
}
