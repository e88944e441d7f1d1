package io.facestream.evaluate.calibrate;

/** Counts scores of -1..1 in bins of 0.0005; many threads may add their own and merge. */
public final class ScoreHistogram {
    private static final int BINS = 4_000;
    private static final double WIDTH = 2.0 / BINS;

    private final long[] counts = new long[BINS];
    private long total;

    void add(double score) {
        int bin = (int) Math.floor((score + 1) / WIDTH);
        counts[Math.max(0, Math.min(BINS - 1, bin))]++;
        total++;
    }

    void addAll(ScoreHistogram other) {
        for (int i = 0; i < BINS; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /** The least score, a bin's edge, that at most the given share of all scores reaches. */
    double threshold(double share) {
        long above = 0;
        for (int i = BINS - 1; i >= 0; i--) {
            above += counts[i];
            if (above > share * total) {
                return Math.round((-1 + (i + 1) * WIDTH) * 1e4) / 1e4;
            }
        }
        return -1;
    }
}
