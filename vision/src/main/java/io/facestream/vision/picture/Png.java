package io.facestream.vision.picture;

/** Codes pictures as PNG, without loss. Thread-safe. */
public final class Png {
    private static final int QUALITY_IS_NOT_USED = 100;

    private Png() {}

    /** A picture as a PNG file's bytes. */
    public static byte[] encode(Picture picture) {
        return Jpeg.encode(picture, ".png", QUALITY_IS_NOT_USED);
    }
}
