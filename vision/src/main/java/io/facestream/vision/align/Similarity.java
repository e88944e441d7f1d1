package io.facestream.vision.align;

/**
 * A rotation, one scale and a shift: maps (u, v) to (a u - b v + x, b u + a v + y). Never a reflection.
 *
 * <p>In two dimensions Umeyama's least-squares estimate (IEEE PAMI 13(4), 1991) has a closed form without any decomposition.
 */
public record Similarity(double a, double b, double x, double y) {

    /** The transform that brings {@code from} closest to {@code to} in the least-squares sense; points as x and y interleaved. */
    public static Similarity fit(float[] from, float[] to) {
        if (from.length != to.length || from.length < 4 || from.length % 2 != 0) {
            throw new IllegalArgumentException("points: " + from.length + " and " + to.length
                    + " values (expected: the same even number, at least 4)");
        }
        int points = from.length / 2;
        double fromX = 0;
        double fromY = 0;
        double toX = 0;
        double toY = 0;
        for (int i = 0; i < from.length; i += 2) {
            fromX += from[i] / (double) points;
            fromY += from[i + 1] / (double) points;
            toX += to[i] / (double) points;
            toY += to[i + 1] / (double) points;
        }
        double spread = 0;
        double along = 0;
        double across = 0;
        for (int i = 0; i < from.length; i += 2) {
            double u = from[i] - fromX;
            double v = from[i + 1] - fromY;
            double s = to[i] - toX;
            double t = to[i + 1] - toY;
            spread += u * u + v * v;
            along += u * s + v * t;
            across += u * t - v * s;
        }
        // points that coincide have no orientation: shift only
        double a = spread < 1e-9 ? 1 : along / spread;
        double b = spread < 1e-9 ? 0 : across / spread;
        return new Similarity(a, b, toX - a * fromX + b * fromY, toY - b * fromX - a * fromY);
    }

    /** Target pixels a source pixel. */
    public double scale() {
        return Math.hypot(a, b);
    }

    public double applyX(double u, double v) {
        return a * u - b * v + x;
    }

    public double applyY(double u, double v) {
        return b * u + a * v + y;
    }
}
