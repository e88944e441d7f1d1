package io.facestream.training.data.prepare;

import io.facestream.training.data.Fit;
import io.facestream.training.data.Pixels;
import io.facestream.training.data.UnreadablePictureException;
import io.facestream.vision.Face;
import io.facestream.vision.picture.Picture;

/** Takes pictures that are aligned crops already as they are. */
public final class AlignedFaceFinder implements FaceFinder {
    @Override
    public byte[] crop(Picture photograph) throws UnreadablePictureException {
        if (photograph.width() != Face.CROP_SIDE || photograph.height() != Face.CROP_SIDE) {
            throw new UnreadablePictureException(photograph.width() + " x " + photograph.height()
                    + " pixels (expected: an aligned crop, 112 x 112)");
        }
        return Pixels.square(photograph, Face.CROP_SIDE, Fit.STRETCH);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
