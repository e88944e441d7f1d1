package io.facestream.vision.evaluate;

import io.facestream.vision.model.ModelCard.ThresholdRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Scores of pairs of pictures, those of one person and those of two, and what follows from them. The higher a score, the more alike the
 * faces; a pair is accepted where its score is at or above the threshold. Immutable.
 */
public final class VerificationScores {
    /** A share of a number of pairs is not exact in binary: 0.1 of 30 pairs are three. */
    private static final double ROUNDING = 1e-9;

    /** Digits of a card's thresholds. */
    private static final double CARD_DIGITS = 1e4;

    private final double[] same;
    private final double[] different;

    /**
     * Takes the scores, in any order.
     *
     * @param same of pairs of one person, at least one, all finite
     * @param different of pairs of two people, at least one, all finite
     */
    public VerificationScores(double[] same, double[] different) {
        this.same = ascending(same, "same");
        this.different = ascending(different, "different");
    }

    private static double[] ascending(double[] scores, String name) {
        if (scores.length == 0) {
            throw new IllegalArgumentException(name + ": no scores (expected: at least one)");
        }
        double[] sorted = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(name + ": " + scores[i] + " (expected: finite scores)");
            }
            sorted[i] = scores[i] + 0.0; // -0.0 as 0.0, which sorting would tell apart
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** How many pairs of one person there are. */
    public int sameCount() {
        return same.length;
    }

    /** How many pairs of two people there are. */
    public int differentCount() {
        return different.length;
    }

    /** The scores of pairs of one person, rising. */
    public double[] same() {
        return same.clone();
    }

    /** The scores of pairs of two people, rising. */
    public double[] different() {
        return different.clone();
    }

    /** Share of the pairs of two people that are accepted. */
    public double falseAcceptRate(double threshold) {
        return share(different, threshold);
    }

    /** Share of the pairs of one person that are accepted. */
    public double trueAcceptRate(double threshold) {
        return share(same, threshold);
    }

    private static double share(double[] scores, double threshold) {
        return (double) (scores.length - below(scores, threshold)) / scores.length;
    }

    /** How many of the rising scores are below a threshold. */
    private static int below(double[] scores, double threshold) {
        int from = 0;
        int to = scores.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (scores[middle] < threshold) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Area under the curve: how likely a pair of one person scores above a pair of two, equal scores counted half. */
    public double areaUnderCurve() {
        double won = 0;
        int lower = 0;
        int notHigher = 0;
        for (double score : same) {
            while (lower < different.length && different[lower] < score) {
                lower++;
            }
            while (notHigher < different.length && different[notHigher] <= score) {
                notHigher++;
            }
            won += 0.5 * (lower + notHigher);
        }
        return won / same.length / different.length;
    }

    /** The rate at which as many pairs of two people are accepted as pairs of one are rejected; between two thresholds by a straight line. */
    public double equalErrorRate() {
        RocPoint strict = new RocPoint(Double.POSITIVE_INFINITY, 0, 0);
        for (RocPoint loose : Roc.everyPoint(same, different)) {
            double gap = loose.falseAcceptRate() - loose.falseRejectRate();
            if (gap >= 0) {
                double before = strict.falseRejectRate() - strict.falseAcceptRate();
                double part = before / (before + gap);
                return strict.falseAcceptRate() + part * (loose.falseAcceptRate() - strict.falseAcceptRate());
            }
            strict = loose;
        }
        throw new IllegalStateException("the curve does not end where all is accepted");
    }

    /** The curve of both rates over all thresholds. */
    public Roc roc() {
        return Roc.of(same, different);
    }

    /**
     * The lowest threshold at which at most this share of the pairs of two people is accepted. Pairs of equal score are accepted or
     * rejected together, so the share found may be lower than the one asked for.
     *
     * @param rate above 0 and below 1
     */
    public OperatingPoint atFalseAcceptRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("rate: " + rate + " (expected: between 0 and 1, both excluded)");
        }
        int allowed = Math.min((int) Math.floor(rate * different.length + ROUNDING), different.length - 1);
        double threshold = Math.nextUp(different[different.length - 1 - allowed]);
        return new OperatingPoint(
                rate,
                threshold,
                falseAcceptRate(threshold),
                trueAcceptRate(threshold),
                OperatingPoint.Support.of(rate * different.length + ROUNDING));
    }

    /** Share of all pairs that are answered rightly at a threshold. */
    public double accuracyAt(double threshold) {
        int right = below(different, threshold) + same.length - below(same, threshold);
        return (double) right / (same.length + different.length);
    }

    /** As {@link #accuracyAt}, with both kinds of pairs weighing the same however many there are. */
    public double balancedAccuracyAt(double threshold) {
        return (trueAcceptRate(threshold) + 1 - falseAcceptRate(threshold)) / 2;
    }

    /**
     * The threshold that answers most pairs rightly, halfway to the next lower score; the middle one of equally good ones. Its accuracy on
     * these very pairs is optimistic: {@link FoldedAccuracy} chooses on others.
     */
    public double bestThreshold() {
        return best(this::accuracyAt);
    }

    /** As {@link #bestThreshold}, of the {@link #balancedAccuracyAt balanced accuracy}. */
    public double bestBalancedThreshold() {
        return best(this::balancedAccuracyAt);
    }

    private double best(DoubleUnaryOperator accuracy) {
        List<Double> best = new ArrayList<>();
        double most = -1;
        for (double threshold : thresholdsBetween()) {
            double reached = accuracy.applyAsDouble(threshold);
            if (reached > most) {
                most = reached;
                best.clear();
            }
            if (reached == most) {
                best.add(threshold);
            }
        }
        return best.get(best.size() / 2);
    }

    /** One threshold for each way to divide the scores, rising: below all, between neighbours, above all. */
    private double[] thresholdsBetween() {
        double[] all = new double[same.length + different.length];
        System.arraycopy(same, 0, all, 0, same.length);
        System.arraycopy(different, 0, all, same.length, different.length);
        double[] distinct = Arrays.stream(all).sorted().distinct().toArray();
        double[] between = new double[distinct.length + 1];
        between[0] = distinct[0];
        for (int i = 1; i < distinct.length; i++) {
            between[i] = distinct[i - 1] + (distinct[i] - distinct[i - 1]) / 2;
            if (between[i] <= distinct[i - 1]) {
                between[i] = distinct[i];
            }
        }
        between[distinct.length] = Math.nextUp(distinct[distinct.length - 1]);
        return between;
    }

    /**
     * A row of a model's card: the threshold of each rate, rounded up to four digits, for probes of one shot. Rates that the number of
     * pairs does not allow are left out.
     *
     * @param rates false-match rates, falling
     */
    public ThresholdRow thresholds(List<Double> rates) {
        List<Double> supported = new ArrayList<>();
        List<Double> thresholds = new ArrayList<>();
        for (double rate : rates) {
            OperatingPoint point = atFalseAcceptRate(rate);
            if (point.support() != OperatingPoint.Support.NONE) {
                supported.add(rate);
                thresholds.add(Math.ceil(point.threshold() * CARD_DIGITS) / CARD_DIGITS);
            }
        }
        return new ThresholdRow(1, supported, thresholds);
    }
}
