package io.facestream.training.data.prepare;

import io.facestream.training.TrainingException;
import io.facestream.training.data.Fit;
import io.facestream.vision.Face;

/**
 * What becomes of the pictures on the way.
 *
 * @param side to which pictures are brought, in pixels; 0 leaves them as they are
 * @param fit what becomes of those that are not square
 * @param align whether the face is searched and cut out
 * @param minPictures people with fewer are left out
 * @param png whether pictures that change are coded without loss, not as JPEG of quality 95
 * @param threads that decode, search and code
 */
public record PrepareOptions(int side, Fit fit, boolean align, int minPictures, boolean png, int threads) {
    public PrepareOptions {
        if (side != 0 && (side < 8 || side > 1024)) {
            throw new TrainingException("side: " + side + " (expected: 8 to 1024)");
        }
        if (align && side != 0 && side != Face.CROP_SIDE) {
            throw new TrainingException(
                    "side: " + side + " (expected: " + Face.CROP_SIDE + " where faces are aligned)");
        }
        if (minPictures < 1) {
            throw new TrainingException("min-pictures: " + minPictures + " (expected: at least 1)");
        }
        if (threads < 1) {
            throw new TrainingException("threads: " + threads + " (expected: at least 1)");
        }
    }

    /** Pictures as they are, of everybody. */
    public static PrepareOptions asTheyAre() {
        return new PrepareOptions(0, Fit.STRETCH, false, 1, false, 1);
    }
}
