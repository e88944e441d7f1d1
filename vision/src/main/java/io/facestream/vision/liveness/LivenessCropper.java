package io.facestream.vision.liveness;

import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.picture.FaceWarp;
import io.facestream.vision.picture.Picture;

/** Cuts faces with their surroundings out of pictures, at the size that the card's network looks at. Buffers are reused; one thread. */
public final class LivenessCropper implements AutoCloseable {
    private final int side;
    private final FaceWarp warp;

    /** For the network of a card. */
    public LivenessCropper(ModelCard card) {
        side = card.input().width();
        warp = new FaceWarp(side);
    }

    /** The face with its surroundings: BGR, 8 bits a channel, row-major, as many rows as columns; owned by the caller. */
    public byte[] crop(Picture picture, FaceBox box) {
        CropSquare square = CropSquare.around(box, picture.width(), picture.height());
        double step = square.side() / side;
        byte[] crop = new byte[3 * side * side];
        // pixel centres lie at half steps: output 0 samples the middle of its source cell
        warp.cut(picture, step, 0, square.x() + step / 2 - 0.5, square.y() + step / 2 - 0.5, crop);
        return crop;
    }

    @Override
    public void close() {
        warp.close();
    }
}
