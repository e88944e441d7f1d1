package io.facestream.console.threshold;

import java.util.Arrays;

/**
 * Some scores of one kind, rising.
 *
 * @param values cosines, -1..1; owned by this record and never written again
 */
record Scores(double[] values) {
    /** Lower edge of the first bar; what is below counts in it. */
    static final double FROM = -0.4;

    static final double BAR = 0.05;
    static final int BARS = 28;

    static Scores of(double[] any) {
        double[] sorted = any.clone();
        Arrays.sort(sorted);
        return new Scores(sorted);
    }

    int count() {
        return values.length;
    }

    /** How many are at or above a threshold. */
    int atOrAbove(double threshold) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return values.length - low;
    }

    /** How many fall into each bar. */
    int[] bars() {
        int[] bars = new int[BARS];
        for (double value : values) {
            int bar = (int) Math.floor((value - FROM) / BAR);
            bars[Math.max(0, Math.min(BARS - 1, bar))]++;
        }
        return bars;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scores that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Scores[count=" + values.length + "]";
    }
}
