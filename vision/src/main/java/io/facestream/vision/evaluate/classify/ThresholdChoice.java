package io.facestream.vision.evaluate.classify;

import io.facestream.vision.evaluate.OperatingPoint;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A threshold and how it was come by.
 *
 * @param name of the way, in words
 * @param falseAcceptRate share of the scores against other classes that are at or above the threshold
 * @param trueAcceptRate share of the scores against the own class that are
 */
public record ThresholdChoice(String name, double threshold, double falseAcceptRate, double trueAcceptRate) {
    /** Shares of the two means. */
    private static final double SAME_SHARE = 0.8;

    private static final double DIFFERENT_SHARE = 0.2;

    /**
     * The usual ways: the best (of the balanced accuracy, on these very scores), by rates of false accepts, and 0.8 of the mean score of the
     * own class and 0.2 of that of others.
     *
     * @param rates of false accepts; those that the scores are too few for are left out
     */
    public static List<ThresholdChoice> of(VerificationScores scores, List<Double> rates) {
        List<ThresholdChoice> choices = new ArrayList<>();
        choices.add(at("best balanced accuracy", scores.bestBalancedThreshold(), scores));
        for (double rate : rates) {
            OperatingPoint point = scores.atFalseAcceptRate(rate);
            if (point.support() != OperatingPoint.Support.NONE) {
                choices.add(at(
                        String.format(Locale.ROOT, "FAR %.0e", rate).replace("e-0", "e-"), point.threshold(), scores));
            }
        }
        choices.add(at("0.8 mean(same) + 0.2 mean(different)", ofMeans(scores), scores));
        return List.copyOf(choices);
    }

    /** 0.8 of the mean of the pairs of one class, and 0.2 of that of two. */
    public static double ofMeans(VerificationScores scores) {
        return SAME_SHARE * Arrays.stream(scores.same()).average().orElseThrow()
                + DIFFERENT_SHARE * Arrays.stream(scores.different()).average().orElseThrow();
    }

    private static ThresholdChoice at(String name, double threshold, VerificationScores scores) {
        return new ThresholdChoice(
                name, threshold, scores.falseAcceptRate(threshold), scores.trueAcceptRate(threshold));
    }
}
