package io.facestream.training.data;

import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;

/** From a picture file's bytes to a square of pixels. */
public final class Pixels {
    private Pixels() {}

    /** A picture file's bytes as pixels of any size; the caller closes them.
     *
     * @param name stands at the begin of the message if they are no picture
     */
    public static Picture decode(byte[] coded, String name) throws UnreadablePictureException {
        try {
            return PictureReader.decode(coded, name);
        } catch (PictureRefusedException e) {
            throw new UnreadablePictureException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A picture's pixels in a square of the given side, 8-bit BGR, row-major: by area where it shrinks, bilinear where it grows. */
    public static byte[] square(Picture picture, int side, Fit fit) {
        int width = picture.width();
        int height = picture.height();
        if (width == side && height == side) {
            return bytes(picture);
        }
        int shorter = Math.min(width, height);
        try (Picture middle = fit == Fit.CENTRE_CROP
                        ? picture.region((width - shorter) / 2, (height - shorter) / 2, shorter, shorter)
                        : picture.region(0, 0, width, height);
                Picture scaled = middle.scaled(side, side)) {
            return bytes(scaled);
        }
    }

    private static byte[] bytes(Picture picture) {
        byte[] bgr = new byte[picture.width() * picture.height() * 3];
        picture.bytes().get(bgr);
        return bgr;
    }

    /** A square of BGR pixels as a picture; the caller closes it. */
    public static Picture picture(byte[] bgr, int side) {
        Picture picture = Picture.allocate(side, side);
        picture.bytes().put(bgr);
        return picture;
    }

    /** Whether a picture has no colour in any pixel. */
    public static boolean isGrey(Picture picture) {
        byte[] bgr = bytes(picture);
        for (int i = 0; i < bgr.length; i += 3) {
            if (bgr[i] != bgr[i + 1] || bgr[i] != bgr[i + 2]) {
                return false;
            }
        }
        return true;
    }
}
