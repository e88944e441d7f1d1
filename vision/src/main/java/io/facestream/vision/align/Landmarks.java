package io.facestream.vision.align;

/**
 * Five facial points in picture pixels, x and y interleaved: left eye, right eye, nose tip, left and right mouth corner, where left
 * is the side with the smaller x in an upright frontal face.
 *
 * @param xy ten values; owned by this record and never written again
 */
public record Landmarks(float[] xy) {
    public Landmarks {
        if (xy.length != 10) {
            throw new IllegalArgumentException("xy: " + xy.length + " values (expected: 10)");
        }
    }

    public float x(int point) {
        return xy[2 * point];
    }

    public float y(int point) {
        return xy[2 * point + 1];
    }

    /** Distance between the eyes in pixels. */
    public float eyeDistance() {
        return (float) Math.hypot(x(1) - x(0), y(1) - y(0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Landmarks that && java.util.Arrays.equals(xy, that.xy);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(xy);
    }

    @Override
    public String toString() {
        return "Landmarks" + java.util.Arrays.toString(xy);
    }
}
