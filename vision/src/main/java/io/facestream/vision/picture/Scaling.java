package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Scales one matrix into another of the wanted size. */
final class Scaling {
    private Scaling() {}

    static void resize(Mat from, Mat into) {
        boolean shrinks = into.cols() < from.cols() && into.rows() < from.rows();
        try (Size size = new Size(into.cols(), into.rows())) {
            org.bytedeco.opencv.global.opencv_imgproc.resize(
                    from, into, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
        }
    }
}
