package io.facestream.training.data;

import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
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

    /** A picture file's bytes as pixels of any size; the caller closes them. */
    static Picture decode(byte[] bytes, String name) throws UnreadablePictureException {
        try {
            return PictureReader.decode(bytes, name);
        } catch (PictureRefusedException e) {
            throw new UnreadablePictureException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A picture's pixels in a square of the given side, 8-bit BGR, row-major. */
    static byte[] square(Picture picture, int side, Fit fit) {
        int width = picture.width();
        int height = picture.height();
        byte[] bgr = new byte[side * side * 3];
        if (width == side && height == side) {
            picture.bytes().get(bgr);
            return bgr;
        }
        int shorter = Math.min(width, height);
        try (Picture middle = fit == Fit.CENTRE_CROP
                        ? picture.region((width - shorter) / 2, (height - shorter) / 2, shorter, shorter)
                        : picture.region(0, 0, width, height);
                Picture scaled = middle.scaled(side, side)) {
            scaled.bytes().get(bgr);
            return bgr;
        }
    }

    @Override
    public byte[] read(int index) throws UnreadablePictureException {
        try (Picture picture = decode(coded.coded(index), coded.name(index))) {
            return square(picture, side, fit);
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
