package io.facestream.vision.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Accuracy over folds of pairs, each at the threshold that was best on all the other folds: what LFW's protocol calls the accuracy of a
 * model that was trained elsewhere.
 *
 * @param accuracies of the folds, in order
 * @param thresholds at which each was found
 */
public record FoldedAccuracy(List<Double> accuracies, List<Double> thresholds) {
    public FoldedAccuracy {
        accuracies = List.copyOf(accuracies);
        thresholds = List.copyOf(thresholds);
    }

    /** Measures each fold; there are at least two. */
    public static FoldedAccuracy of(List<VerificationScores> folds) {
        if (folds.size() < 2) {
            throw new IllegalArgumentException("folds: " + folds.size() + " (expected: at least 2)");
        }
        List<Double> accuracies = new ArrayList<>();
        List<Double> thresholds = new ArrayList<>();
        for (int fold = 0; fold < folds.size(); fold++) {
            List<VerificationScores> others = new ArrayList<>(folds);
            VerificationScores held = others.remove(fold);
            double threshold = together(others).bestThreshold();
            thresholds.add(threshold);
            accuracies.add(held.accuracyAt(threshold));
        }
        return new FoldedAccuracy(accuracies, thresholds);
    }

    private static VerificationScores together(List<VerificationScores> folds) {
        double[] same = folds.stream()
                .flatMapToDouble(fold -> Arrays.stream(fold.same()))
                .toArray();
        double[] different = folds.stream()
                .flatMapToDouble(fold -> Arrays.stream(fold.different()))
                .toArray();
        return new VerificationScores(same, different);
    }

    /** Mean over the folds. */
    public double mean() {
        return accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Deviation of the folds from their mean, as the published tables give it: divided by the number of folds. */
    public double deviation() {
        double mean = mean();
        return Math.sqrt(accuracies.stream()
                .mapToDouble(accuracy -> (accuracy - mean) * (accuracy - mean))
                .average()
                .orElseThrow());
    }
}
