package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A picture in native memory: BGR, 8 bits a channel, row-major, rows without padding, origin at the top left.
 *
 * <p>Whoever allocates it closes it. It may be filled and read by one thread at a time; the pixels are overwritten when a
 * grabber reuses the picture for a later frame, so nothing downstream keeps a reference to it.
 */
public final class Picture implements AutoCloseable {
    private final Mat mat;
    private final ByteBuffer bytes;

    private Picture(Mat mat) {
        this.mat = mat;
        this.bytes = mat.createBuffer();
    }

    /** A picture of the given size, in pixels; its content is undefined. */
    public static Picture allocate(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("size: " + width + " x " + height + " (expected: at least 1 x 1)");
        }
        return new Picture(new Mat(height, width, CV_8UC3));
    }

    /** Takes ownership of a continuous CV_8UC3 matrix. */
    static Picture owning(Mat mat) {
        return new Picture(mat);
    }

    public int width() {
        return mat.cols();
    }

    public int height() {
        return mat.rows();
    }

    /** All pixels, {@code width * height * 3} bytes, in a direct buffer that shares this picture's memory. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** Address of the first pixel, for native code that writes or reads the pixels in place. */
    public long address() {
        return mat.data().address();
    }

    Mat mat() {
        return mat;
    }

    @Override
    public void close() {
        mat.close();
    }
}
