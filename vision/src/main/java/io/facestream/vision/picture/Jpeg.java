package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** Codes pictures as JPEG. Thread-safe. */
public final class Jpeg {
    private Jpeg() {}

    /**
     * A picture as a JPEG file's bytes.
     *
     * @param quality 1..100
     */
    public static byte[] encode(Picture picture, int quality) {
        return encode(picture, ".jpg", quality);
    }

    static byte[] encode(Picture picture, String extension, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality: " + quality + " (expected: 1 to 100)");
        }
        try (BytePointer coded = new BytePointer();
                IntPointer settings =
                        extension.equals(".jpg") ? new IntPointer(IMWRITE_JPEG_QUALITY, quality) : new IntPointer()) {
            imencode(extension, picture.mat(), coded, settings);
            byte[] bytes = new byte[(int) coded.limit()];
            coded.get(bytes);
            return bytes;
        }
    }
}
