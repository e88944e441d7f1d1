package io.facestream.vision.evaluate;

import io.facestream.vision.evaluate.OperatingPoint.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Searches of a gallery for people who are in it (mated) and for people who are not (non-mated), and what follows from them, in the terms of
 * ISO/IEC 19795-1. A search names its best person where that score is at or above the threshold. Every figure holds for the gallery's size
 * alone. Immutable.
 */
public final class IdentificationScores {
    /** A share of a number of searches is not exact in binary: 0.1 of 30 searches are three. */
    private static final double ROUNDING = 1e-9;

    private final List<MatedSearch> mated;
    private final double[] nonMated;

    /**
     * Takes the searches, in any order; each kind may be missing, and what needs it is then not stated.
     *
     * @param nonMated the best person's score of each search, finite; -1 where a search names nobody at any threshold
     */
    public IdentificationScores(List<MatedSearch> mated, double[] nonMated) {
        this.mated = mated.stream()
                .sorted(Comparator.comparingDouble(MatedSearch::score))
                .toList();
        this.nonMated = nonMated.clone();
        for (double score : nonMated) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("nonMated: " + score + " (expected: finite scores)");
            }
        }
        Arrays.sort(this.nonMated);
    }

    /** Searches for people who are in the gallery. */
    public int matedCount() {
        return mated.size();
    }

    /** Searches for people who are not. */
    public int nonMatedCount() {
        return nonMated.length;
    }

    /** FPIR(N, T): how many of the non-mated searches name somebody. */
    public Proportion falsePositives(double threshold) {
        return new Proportion(
                Arrays.stream(nonMated).filter(score -> score >= threshold).count(), nonMated.length);
    }

    /** FNIR(N, R, T): in how many of the mated searches the right person is not among the best {@code rank} at or above the threshold. */
    public Proportion falseNegatives(double threshold, int rank) {
        long found = mated.stream()
                .filter(search -> search.isWithin(rank) && search.score() >= threshold)
                .count();
        return new Proportion(mated.size() - found, mated.size());
    }

    /** In how many of the mated searches the right person is among the best so many, whatever the score. */
    public Proportion withinRank(int rank) {
        return new Proportion(
                mated.stream().filter(search -> search.isWithin(rank)).count(), mated.size());
    }

    /**
     * The lowest threshold at which at most this share of the non-mated searches names somebody. Searches of equal score name somebody or
     * nobody together, so the share found may be lower than the one asked for.
     *
     * @param rate above 0 and below 1
     * @throws IllegalStateException if there is no non-mated search
     */
    public IdentificationPoint atFalsePositiveRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("rate: " + rate + " (expected: between 0 and 1, both excluded)");
        }
        if (nonMated.length == 0) {
            throw new IllegalStateException("non-mated searches: 0 (expected: at least one)");
        }
        int allowed = Math.min((int) Math.floor(rate * nonMated.length + ROUNDING), nonMated.length - 1);
        double threshold = Math.nextUp(nonMated[nonMated.length - 1 - allowed]);
        return new IdentificationPoint(
                rate,
                threshold,
                falsePositives(threshold),
                falseNegatives(threshold, 1),
                Support.of(rate * nonMated.length + ROUNDING));
    }

    /**
     * The tradeoff of both errors at rank 1, from the strictest threshold to the most lenient; points inside a level or upright stretch are
     * left out. Empty unless there are searches of both kinds.
     */
    public List<DetPoint> tradeoff() {
        if (mated.isEmpty() || nonMated.length == 0) {
            return List.of();
        }
        double[] right = mated.stream()
                .filter(search -> search.isWithin(1))
                .mapToDouble(MatedSearch::score)
                .toArray();
        double[] thresholds = java.util.stream.DoubleStream.concat(Arrays.stream(right), Arrays.stream(nonMated))
                .sorted()
                .distinct()
                .toArray();
        List<DetPoint> points = new ArrayList<>();
        int named = 0;
        int found = 0;
        for (int i = thresholds.length - 1; i >= 0; i--) {
            while (named < nonMated.length && nonMated[nonMated.length - 1 - named] >= thresholds[i]) {
                named++;
            }
            while (found < right.length && right[right.length - 1 - found] >= thresholds[i]) {
                found++;
            }
            add(
                    points,
                    new DetPoint(thresholds[i], (double) named / nonMated.length, 1 - (double) found / mated.size()));
        }
        return List.copyOf(points);
    }

    private static void add(List<DetPoint> points, DetPoint point) {
        int last = points.size() - 1;
        if (last > 0 && isOnOneLine(points.get(last - 1), points.get(last), point)) {
            points.remove(last);
        }
        points.add(point);
    }

    private static boolean isOnOneLine(DetPoint a, DetPoint b, DetPoint c) {
        return a.fpir() == b.fpir() && b.fpir() == c.fpir() || a.fnir() == b.fnir() && b.fnir() == c.fnir();
    }
}
