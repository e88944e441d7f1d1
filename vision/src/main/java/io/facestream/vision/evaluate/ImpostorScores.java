package io.facestream.vision.evaluate;

import io.facestream.vision.evaluate.OperatingPoint.Support;
import java.util.Arrays;

/**
 * The best scores of searches for people who are not enrolled, and the threshold that lets a share of them pass. Scores and thresholds are
 * multiples of 1e-4, as the gallery rounds them. Immutable.
 */
public final class ImpostorScores {
    /** Errors from which a rate is true to a third with 90 % confidence (the "rule of 30"). */
    private static final double ERRORS = 30;

    private static final double STEPS = 1e4;
    private static final double ROUNDING = 1e-9;

    private final long[] steps;

    /** @param scores one a search, -2 to 2, at least one */
    public ImpostorScores(double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("impostors: 0 (expected: at least one)");
        }
        steps = Arrays.stream(scores).mapToLong(ImpostorScores::step).sorted().toArray();
    }

    private static long step(double score) {
        if (!(Math.abs(score) <= 2)) {
            throw new IllegalArgumentException("score: " + score + " (expected: between -2 and 2)");
        }
        return Math.round(score * STEPS);
    }

    /** How many searches there are. */
    public int count() {
        return steps.length;
    }

    /** How many reach a threshold. */
    public Proportion reaching(double threshold) {
        long least = step(threshold);
        return new Proportion(Arrays.stream(steps).filter(step -> step >= least).count(), steps.length);
    }

    /**
     * The lowest threshold that at most this share reaches: one step above the highest score that must not pass.
     *
     * @param fpir above 0 and below 1
     */
    public double threshold(double fpir) {
        if (!(fpir > 0 && fpir < 1)) {
            throw new IllegalArgumentException("fpir: " + fpir + " (expected: between 0 and 1, both excluded)");
        }
        int allowed = Math.min((int) Math.floor(fpir * steps.length + ROUNDING), steps.length - 1);
        return (steps[steps.length - 1 - allowed] + 1) / STEPS;
    }

    /** Whether there are searches enough for a threshold of this rate. */
    public Support support(double fpir) {
        return Support.of(fpir * steps.length + ROUNDING);
    }

    /** How many searches can show this rate at all: one error. */
    public static long least(double fpir) {
        return (long) Math.ceil(1 / fpir - ROUNDING);
    }

    /** How many searches show this rate well: thirty errors. */
    public static long enough(double fpir) {
        return (long) Math.ceil(ERRORS / fpir - ROUNDING);
    }
}
