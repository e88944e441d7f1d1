package io.facestream.vision.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

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
        return ofPairs(folds.stream().map(FoldedAccuracy::pairs).toList());
    }

    private static ScoredPairs pairs(VerificationScores scores) {
        double[] all = DoubleStream.concat(Arrays.stream(scores.same()), Arrays.stream(scores.different()))
                .toArray();
        boolean[] same = new boolean[all.length];
        Arrays.fill(same, 0, scores.sameCount(), true);
        return new ScoredPairs(all, same);
    }

    /**
     * Measures each fold, of which any may hold pairs of one kind only.
     *
     * @param folds at least two, none empty; without any one of them there are still pairs of both kinds
     */
    public static FoldedAccuracy ofPairs(List<ScoredPairs> folds) {
        if (folds.size() < 2) {
            throw new IllegalArgumentException("folds: " + folds.size() + " (expected: at least 2)");
        }
        List<Double> accuracies = new ArrayList<>();
        List<Double> thresholds = new ArrayList<>();
        for (int fold = 0; fold < folds.size(); fold++) {
            List<ScoredPairs> others = new ArrayList<>(folds);
            ScoredPairs held = others.remove(fold);
            double threshold = ScoredPairs.together(others).bestThreshold();
            thresholds.add(threshold);
            accuracies.add(held.decisionsAt(threshold).accuracy());
        }
        return new FoldedAccuracy(accuracies, thresholds);
    }

    /** Mean over the folds. */
    public double mean() {
        return accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Mean of the folds' thresholds. */
    public double meanThreshold() {
        return thresholds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
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
