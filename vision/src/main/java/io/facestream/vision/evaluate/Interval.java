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

    /**
     * As {@link #of} for shares. Where no repetition has an error, or none anything else, drawing says nothing: then it is the exact bound
     * for that many independent trials (0 errors of 4 are not 0 %).
     */
    static Interval ofShares(double[] shares, int trials) {
        Interval found = of(shares);
        double bound = Math.pow(TAIL, 1.0 / trials);
        if (found.low() == 1) {
            return new Interval(bound, 1);
        }
        return found.high() == 0 ? new Interval(0, 1 - bound) : found;
    }

    private static double quantile(double[] rising, double share) {
        double place = share * (rising.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, rising.length - 1);
        return rising[below] + (place - below) * (rising[above] - rising[below]);
    }
}
