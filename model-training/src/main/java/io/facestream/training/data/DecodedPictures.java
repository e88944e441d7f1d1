package io.facestream.training.data;

import io.facestream.vision.picture.Picture;
import java.util.List;

/** Decodes the pictures of any format, and brings them to one size. Holds nothing but the format's own index. */
final class DecodedPictures implements PictureSet {
    private final CodedPictures coded;
    private final int side;
    private final Fit fit;

    /** @param side of what {@link #read} gives, in pixels */
    DecodedPictures(CodedPictures coded, int side, Fit fit) {
        if (side < 8 || side > 1024) {
            coded.close();
            throw new IllegalArgumentException("side: " + side + " (expected: 8 to 1024)");
        }
        this.coded = coded;
        this.side = side;
        this.fit = fit;
    }

    @Override
    public byte[] read(int index) throws UnreadablePictureException {
        try (Picture picture = Pixels.decode(coded.coded(index), coded.name(index))) {
            return Pixels.square(picture, side, fit);
        }
    }

    @Override
    public int size() {
        return coded.size();
    }

    @Override
    public List<String> classes() {
        return coded.classes();
    }

    @Override
    public int label(int index) {
        return coded.label(index);
    }

    @Override
    public String name(int index) {
        return coded.name(index);
    }

    @Override
    public int side() {
        return side;
    }

    @Override
    public void close() {
        coded.close();
    }
}
