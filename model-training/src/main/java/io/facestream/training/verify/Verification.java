package io.facestream.training.verify;

import io.facestream.vision.evaluate.OperatingPoint;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.Locale;

/**
 * What verification gave on pairs of people who were not trained on.
 *
 * @param areaUnderCurve 0.5 is chance, 1 is without error
 * @param atHundredth at one false accept in 100
 * @param atThousandth at one false accept in 1,000
 * @param accuracy over folds, each at the threshold of the others, as LFW asks for; where the pairs have no folds, the balanced accuracy at
 *     the threshold that is best on these very pairs, which is optimistic
 * @param accuracyDeviation between folds, 0 without
 * @param threshold that belongs to the accuracy; the mean of the folds'
 * @param refused pictures of which there was no usable vector; they are like nobody, at a cosine of 0
 * @param unreadable pictures that could not be read; their pairs are left out
 */
public record Verification(
        double areaUnderCurve,
        double equalErrorRate,
        OperatingPoint atHundredth,
        OperatingPoint atThousandth,
        double accuracy,
        double accuracyDeviation,
        double threshold,
        int refused,
        int unreadable,
        VerificationScores scores) {
    /** Pairs of one person. */
    public int samePairs() {
        return scores.sameCount();
    }

    /** Pairs of two people. */
    public int differentPairs() {
        return scores.differentCount();
    }

    /** All of it in one line. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "AUC %.4f, EER %.2f %%, TAR %.2f %% at FAR 1 %%, %.2f %% at 0.1 %%%s, accuracy %.2f %% (%d same, %d different pairs)",
                areaUnderCurve,
                100 * equalErrorRate,
                100 * atHundredth.trueAcceptRate(),
                100 * atThousandth.trueAcceptRate(),
                atThousandth.support() == OperatingPoint.Support.GOOD ? "" : " (few pairs)",
                100 * accuracy,
                samePairs(),
                differentPairs());
    }
}
