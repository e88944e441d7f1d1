package io.facestream.vision.plot;

import io.facestream.vision.evaluate.VerificationScores;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** What each threshold would give: how many pairs are answered rightly, and both errors. */
public final class ThresholdPlot {
    private static final int POINTS = 240;

    private ThresholdPlot() {}

    /**
     * Lines over all thresholds. Both kinds of pairs weigh the same however many there are: mostly there are far more of two people, and
     * who never accepts would be right most of the time.
     */
    public static Chart of(String title, String measure, VerificationScores scores) {
        double[] thresholds = thresholds(scores);
        double best = scores.bestBalancedThreshold();
        return new Chart(title, "threshold (" + measure + ")", "%")
                .yRange(0, 100)
                .line("balanced accuracy", thresholds, perCent(thresholds, scores::balancedAccuracyAt), Ink.THIRD)
                .line(
                        "false rejects",
                        thresholds,
                        perCent(thresholds, threshold -> 1 - scores.trueAcceptRate(threshold)),
                        Ink.SAME)
                .line("false accepts", thresholds, perCent(thresholds, scores::falseAcceptRate), Ink.DIFFERENT)
                .upright(
                        String.format(
                                Locale.ROOT, "best: %.3f gives %.2f %%", best, 100 * scores.balancedAccuracyAt(best)),
                        best,
                        Ink.MARK);
    }

    private static double[] thresholds(VerificationScores scores) {
        double[] same = scores.same();
        double[] different = scores.different();
        double from = Math.min(same[0], different[0]);
        double to = Math.max(same[same.length - 1], different[different.length - 1]);
        double range = to > from ? to - from : 1;
        return IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> from + range * i / POINTS)
                .toArray();
    }

    private static double[] perCent(double[] thresholds, DoubleUnaryOperator share) {
        return java.util.Arrays.stream(thresholds)
                .map(threshold -> 100 * share.applyAsDouble(threshold))
                .toArray();
    }
}
