package io.facestream.vision.evaluate;

import java.util.Arrays;

/** Where 95 of 100 repetitions of a measurement lie. */
public record Interval(double low, double high) {
    private static final double TAIL = 0.025;

    /** From the figures of some repetitions, at least one, in any order. */
    static Interval of(double[] figures) {
        double[] rising = figures.clone();
        Arrays.sort(rising);
        return new Interval(quantile(rising, TAIL), quantile(rising, 1 - TAIL));
    }

    private static double quantile(double[] rising, double share) {
        double place = share * (rising.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, rising.length - 1);
        return rising[below] + (place - below) * (rising[above] - rising[below]);
    }
}
