package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts squares out of a picture, turned and scaled, bilinear, black where the picture ends: aligned faces, and the grey patches that
 * landmark networks look at. Much larger faces are shrunk by area first, so that no pixel is skipped. Buffers are reused; one thread.
 */
public final class FaceWarp implements AutoCloseable {
    /** Source pixels an output pixel from which the source is shrunk by area before it is sampled. */
    private static final double SHRINK_FROM = 3;

    static {
        OpenCv.load();
    }

    private final int side;
    private final Mat square;
    private final ByteBuffer bytes;
    private final Mat grey;
    private final Mat matrix = new Mat(2, 3, CV_64FC1);
    private final DoubleBuffer matrixValues;
    private final Size size;
    private final Scalar black = new Scalar(0, 0, 0, 0);
    private final Mat shrunk = new Mat();

    /**
     * For squares of one size.
     *
     * @param side in pixels
     */
    public FaceWarp(int side) {
        this.side = side;
        square = new Mat(side, side, CV_8UC3);
        bytes = square.createBuffer();
        grey = new Mat(side, side, CV_8UC1);
        matrixValues = matrix.createBuffer();
        size = new Size(side, side);
    }

    /**
     * The square as BGR bytes.
     *
     * @param a with {@code b}, {@code x}, {@code y} the place of output pixel (u, v) in the picture: (a u - b v + x, b u + a v + y)
     * @param into {@code side * side * 3} bytes
     */
    public void cut(Picture picture, double a, double b, double x, double y, byte[] into) {
        warp(picture.mat(), a, b, x, y);
        bytes.rewind();
        bytes.get(into);
    }

    /**
     * An upright square as grey values of 0..1 (255 becomes 255/256).
     *
     * @param x left edge in picture pixels; may lie outside
     * @param y top edge
     * @param sourceSide in picture pixels
     * @param into direct, {@code side * side} values written from its start
     */
    public void cutGrey(Picture picture, double x, double y, double sourceSide, FloatBuffer into) {
        double step = sourceSide / side;
        // pixel centres lie at half steps: output 0 samples the middle of its source cell
        warp(picture.mat(), step, 0, x + step / 2 - 0.5, y + step / 2 - 0.5);
        cvtColor(square, grey, COLOR_BGR2GRAY);
        try (FloatPointer address = new FloatPointer(into.duplicate().rewind());
                Mat values = new Mat(side, side, CV_32FC1, address)) {
            grey.convertTo(values, CV_32F, 1 / 256.0, 0);
        }
    }

    private void warp(Mat picture, double a, double b, double x, double y) {
        int shrink = (int) (Math.hypot(a, b) / (SHRINK_FROM / 2));
        if (shrink < 2) {
            matrixValues.put(0, a).put(1, -b).put(2, x).put(3, b).put(4, a).put(5, y);
            warpAffine(picture, square, matrix, size, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_CONSTANT, black);
            return;
        }
        double x1 = x + Math.min(0, a * side) - Math.max(0, b * side);
        double x2 = x + Math.max(0, a * side) - Math.min(0, b * side);
        double y1 = y + Math.min(0, b * side) + Math.min(0, a * side);
        double y2 = y + Math.max(0, b * side) + Math.max(0, a * side);
        int left = (int) Math.max(0, x1 - shrink);
        int top = (int) Math.max(0, y1 - shrink);
        int right = (int) Math.min(picture.cols(), Math.ceil(x2 + 2 * shrink));
        int bottom = (int) Math.min(picture.rows(), Math.ceil(y2 + 2 * shrink));
        if (left >= right || top >= bottom) {
            square.put(black);
            return;
        }
        int columns = Math.max(1, Math.round((float) (right - left) / shrink));
        int rows = Math.max(1, Math.round((float) (bottom - top) / shrink));
        try (Rect rectangle = new Rect(left, top, right - left, bottom - top);
                Mat view = new Mat(picture, rectangle);
                Size small = new Size(columns, rows)) {
            resize(view, shrunk, small, 0, 0, INTER_AREA);
        }
        double byX = (double) columns / (right - left);
        double byY = (double) rows / (bottom - top);
        matrixValues.put(0, a * byX).put(1, -b * byX).put(2, (x - left + 0.5) * byX - 0.5);
        matrixValues.put(3, b * byY).put(4, a * byY).put(5, (y - top + 0.5) * byY - 0.5);
        warpAffine(shrunk, square, matrix, size, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_CONSTANT, black);
    }

    @Override
    public void close() {
        square.close();
        grey.close();
        matrix.close();
        size.close();
        black.close();
        shrunk.close();
    }
}
