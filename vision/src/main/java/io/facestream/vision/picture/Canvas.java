package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.facestream.vision.detect.FaceBox;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Draws on a picture, in place: boxes, labels, blurred faces. Colours are {@code 0xRRGGBB}; sizes follow the picture's, so that they
 * look alike on any video. What lies outside the picture is cut off.
 */
public final class Canvas {
    /** Height of a capital letter of the font at scale 1. */
    private static final float CAPITAL_PIXELS = 22;

    private final Mat mat;
    private final int line;
    private final double textScale;
    private final int stroke;

    public Canvas(Picture picture) {
        mat = picture.mat();
        line = Math.max(1, Math.round(Math.max(picture.height(), picture.width() / 2) / 360f));
        // by both sides: a panorama is low, and a tall narrow picture must not have letters as wide as itself
        int size = Math.max(picture.height(), picture.width() / 2);
        textScale = Math.max(0.35, size / 1100.0);
        stroke = Math.max(1, (int) Math.round(2 * textScale));
    }

    /** The outline of a box. */
    public void box(FaceBox box, int colour) {
        try (Rect place = rect(box);
                Scalar bgr = bgr(colour)) {
            rectangle(mat, place, bgr, line, LINE_8, 0);
        }
    }

    /**
     * A line of text on a filled ground above a box, or inside it where there is no room; smaller where the picture is narrower than the
     * text. ASCII; other characters become '?'.
     */
    public void label(FaceBox box, String text, int colour) {
        String ascii = ascii(text);
        double scale = fitting(ascii, textScale, mat.cols() - 2 * line);
        int[] below = new int[1];
        try (Size size = getTextSize(ascii, FONT_HERSHEY_SIMPLEX, scale, stroke, below)) {
            int height = size.height() + below[0] + 2 * line;
            int x = Math.max(0, Math.min(Math.round(box.x()), mat.cols() - size.width() - 2 * line));
            int top = Math.round(box.y()) - height;
            int y = Math.max(0, Math.min(top < 0 ? Math.round(box.y()) : top, mat.rows() - height));
            fill(x, y, size.width() + 2 * line, height, colour);
            write(ascii, x + line, y + line + size.height(), scale, stroke, ink(colour));
        }
    }

    /** A filled rectangle with a line of text in its middle, as large as fits and at most half as high. ASCII, as {@link #label}. */
    public void banner(FaceBox place, String text, int colour) {
        String ascii = ascii(text);
        int x = Math.round(place.x());
        int y = Math.round(place.y());
        fill(x, y, Math.round(place.width()), Math.round(place.height()), colour);
        int thickness = Math.max(1, Math.round(place.height() / 24));
        double scale = fitting(ascii, place.height() / (2 * CAPITAL_PIXELS), 0.94 * place.width());
        int[] below = new int[1];
        try (Size size = getTextSize(ascii, FONT_HERSHEY_SIMPLEX, scale, thickness, below)) {
            write(
                    ascii,
                    Math.round(place.centreX() - size.width() / 2f),
                    Math.round(place.centreY() + size.height() / 2f),
                    scale,
                    thickness,
                    ink(colour));
        }
    }

    /** The scale at which a text is as wide as may be, at most the one that is wanted. */
    private double fitting(String ascii, double wanted, double width) {
        try (Size size = getTextSize(ascii, FONT_HERSHEY_SIMPLEX, wanted, stroke, new int[1])) {
            return size.width() <= width ? wanted : wanted * Math.max(1, width) / size.width();
        }
    }

    private void fill(int x, int y, int width, int height, int colour) {
        try (Rect ground = new Rect(x, y, width, height);
                Scalar bgr = bgr(colour)) {
            rectangle(mat, ground, bgr, FILLED, LINE_8, 0);
        }
    }

    private void write(String ascii, int x, int baseline, double scale, int thickness, int colour) {
        try (Scalar bgr = bgr(colour);
                Point origin = new Point(x, baseline)) {
            putText(mat, ascii, origin, FONT_HERSHEY_SIMPLEX, scale, bgr, thickness, LINE_AA, false);
        }
    }

    private static int ink(int ground) {
        return isLight(ground) ? 0x000000 : 0xffffff;
    }

    /** Makes what lies in a box unrecognisable. */
    public void blur(FaceBox box) {
        int left = Math.max(0, (int) Math.floor(box.x()));
        int top = Math.max(0, (int) Math.floor(box.y()));
        int right = Math.min(mat.cols(), (int) Math.ceil(box.x() + box.width()));
        int bottom = Math.min(mat.rows(), (int) Math.ceil(box.y() + box.height()));
        if (left >= right || top >= bottom) {
            return;
        }
        // by the box's own size, not the visible part's: a face at the edge is hidden as well as one in the middle
        int size = Math.max(3, (int) (Math.max(box.width(), box.height()) / 2) | 1);
        try (Rect place = new Rect(left, top, right - left, bottom - top);
                Mat view = new Mat(mat, place);
                Size kernel = new Size(size, size)) {
            GaussianBlur(view, view, kernel, 0);
        }
    }

    private static Rect rect(FaceBox box) {
        int x = Math.round(box.x());
        int y = Math.round(box.y());
        return new Rect(x, y, Math.round(box.x() + box.width()) - x, Math.round(box.y() + box.height()) - y);
    }

    private static Scalar bgr(int colour) {
        return new Scalar(colour & 0xff, colour >> 8 & 0xff, colour >> 16 & 0xff, 0);
    }

    private static boolean isLight(int colour) {
        return 0.114 * (colour & 0xff) + 0.587 * (colour >> 8 & 0xff) + 0.299 * (colour >> 16 & 0xff) > 128;
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> ascii.append(c >= ' ' && c < 127 ? (char) c : '?'));
        return ascii.toString();
    }
}
