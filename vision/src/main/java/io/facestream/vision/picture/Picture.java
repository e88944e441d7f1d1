package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A picture in native memory: BGR, 8 bits a channel, row-major, rows without padding, origin at the top left.
 *
 * <p>Whoever allocates it closes it. It may be filled and read by one thread at a time; the pixels are overwritten when a
 * grabber reuses the picture for a later frame, so nothing downstream keeps a reference to it.
 */
public final class Picture implements AutoCloseable {
    static {
        OpenCv.load();
    }

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
        if (mat.type() != CV_8UC3 || !mat.isContinuous()) {
            throw new IllegalArgumentException("mat: type " + mat.type() + " (expected: continuous CV_8UC3)");
        }
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

    /** A picture of its own with the same pixels; the caller closes it. */
    public Picture copy() {
        return new Picture(mat.clone());
    }

    /** A picture of its own with the pixels of a rectangle that must lie inside; the caller closes it. */
    public Picture region(int x, int y, int width, int height) {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > width() || y + height > height()) {
            throw new IllegalArgumentException("region: " + width + " x " + height + " at " + x + ", " + y
                    + " (expected: inside " + width() + " x " + height() + ")");
        }
        try (Rect rectangle = new Rect(x, y, width, height);
                Mat view = new Mat(mat, rectangle)) {
            return new Picture(view.clone());
        }
    }

    /** A picture of its own with a margin of one grey level (0..255) on all four sides; the caller closes it. */
    public Picture padded(int margin, int grey) {
        Mat padded = new Mat();
        try (Scalar colour = new Scalar(grey, grey, grey, 0)) {
            copyMakeBorder(mat, padded, margin, margin, margin, margin, BORDER_CONSTANT, colour);
        }
        return new Picture(padded);
    }

    /** A picture of its own, scaled to the given size by bilinear interpolation, by area when it shrinks; the caller closes it. */
    public Picture scaled(int width, int height) {
        Picture scaled = allocate(width, height);
        Scaling.resize(mat, scaled.mat);
        return scaled;
    }

    Mat mat() {
        return mat;
    }

    @Override
    public void close() {
        mat.close();
    }
}
