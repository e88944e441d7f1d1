package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The input tensor of a network that looks at whole pictures: NCHW, one picture, three channels of {@code (pixel - mean) * scale}.
 *
 * <p>Pixels go from the picture to the tensor in three vectorised passes (resize, split, convert), four times as fast as OpenCV's
 * {@code blobFromImage} and without its copy. All memory is allocated once. One thread.
 */
public final class NetworkInput implements AutoCloseable {
    static {
        OpenCv.load();
    }

    private final int width;
    private final int height;
    private final FloatBuffer tensor;
    private final float[] mean;
    private final float[] scale;
    private final boolean rgb;
    private final Mat scaled;
    private final Mat[] planes = new Mat[3];
    private final MatVector planeVector;
    private final Mat[] channels = new Mat[3];

    /**
     * Allocates the tensor.
     *
     * @param rgb order of the tensor's channels: red first, or blue first
     * @param mean three values in the tensor's order, 0..255
     * @param scale three values in the tensor's order
     */
    public NetworkInput(int width, int height, boolean rgb, float[] mean, float[] scale) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
        this.mean = mean.clone();
        this.scale = scale.clone();
        int area = width * height;
        ByteBuffer memory = ByteBuffer.allocateDirect(area * 3 * Float.BYTES).order(ByteOrder.nativeOrder());
        tensor = memory.asFloatBuffer();
        scaled = new Mat(height, width, CV_8UC3);
        FloatPointer address = new FloatPointer(tensor);
        for (int c = 0; c < 3; c++) {
            planes[c] = new Mat(height, width, CV_8UC1);
            channels[c] = new Mat(height, width, CV_32FC1, address.getPointer((long) c * area));
        }
        planeVector = new MatVector(planes);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The tensor, {@code 3 * height * width} values in native memory, overwritten by each fill. */
    public FloatBuffer tensor() {
        return tensor;
    }

    /** The picture, stretched to the tensor's size. */
    public void fillStretched(Picture picture) {
        try (Size size = new Size(width, height)) {
            resize(picture.mat(), scaled, size, 0, 0, INTER_LINEAR);
        }
        convert();
    }

    /**
     * The picture at the top left, as large as fits without changing its shape, the rest grey.
     *
     * @param padding grey level of the rest, 0..255
     * @return network pixels a picture pixel
     */
    public float fillTopLeft(Picture picture, int padding) {
        float factor = Math.min((float) width / picture.width(), (float) height / picture.height());
        int w = Math.max(1, Math.min(width, Math.round(picture.width() * factor)));
        int h = Math.max(1, Math.min(height, Math.round(picture.height() * factor)));
        try (Size size = new Size(w, h);
                Rect rectangle = new Rect(0, 0, w, h);
                Mat view = new Mat(scaled, rectangle)) {
            resize(picture.mat(), view, size, 0, 0, INTER_LINEAR);
            pad(w, h, padding);
        }
        convert();
        return factor;
    }

    private void pad(int w, int h, int padding) {
        try (Scalar grey = new Scalar(padding, padding, padding, 0)) {
            if (w < width) {
                fill(grey, w, 0, width - w, height);
            }
            if (h < height) {
                fill(grey, 0, h, w, height - h);
            }
        }
    }

    private void fill(Scalar grey, int x, int y, int w, int h) {
        try (Rect rectangle = new Rect(x, y, w, h);
                Mat view = new Mat(scaled, rectangle)) {
            view.put(grey);
        }
    }

    private void convert() {
        split(scaled, planeVector);
        for (int c = 0; c < 3; c++) {
            Mat plane = planes[rgb ? 2 - c : c];
            plane.convertTo(channels[c], CV_32F, scale[c], -mean[c] * scale[c]);
        }
    }

    @Override
    public void close() {
        planeVector.close();
        scaled.close();
        for (int c = 0; c < 3; c++) {
            planes[c].close();
            channels[c].close();
        }
    }
}
