package io.facestream.vision.liveness;

import io.facestream.vision.detect.FaceBox;

/**
 * The square of a picture that a liveness network looks at: {@value #TIMES_HEIGHT} times the height of the face's box, around the box's
 * centre. A square that does not fit is made as large as the picture allows, and one that reaches over an edge is moved inside, so that the
 * network never sees a border that the camera did not see.
 *
 * <p>The rule is Silent-Face's ({@code CropImage._get_new_box} of minivision's Silent-Face-Anti-Spoofing) for a box as wide as it is high.
 *
 * @param x left edge, picture pixels, at least 0
 * @param y top edge
 * @param side in picture pixels
 */
record CropSquare(double x, double y, double side) {
    static final double TIMES_HEIGHT = 2.7;

    /** The square around a face in a picture of the given size. */
    static CropSquare around(FaceBox box, int width, int height) {
        double side = Math.min(TIMES_HEIGHT * box.height(), Math.min(width, height));
        return new CropSquare(inside(box.centreX(), side, width), inside(box.centreY(), side, height), side);
    }

    private static double inside(double centre, double side, int end) {
        return Math.max(0, Math.min(centre - side / 2, end - side));
    }
}
