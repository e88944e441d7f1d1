package io.facestream.training.verify;

import io.facestream.vision.evaluate.OperatingPoint.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a trained network may take the place of the one before: it must not be worse on the same pairs of people whom neither
 * has learned from. What is compared are the area under the curve, the accuracy, and the true accepts at one false accept in 100 and in
 * 1,000, the last two only where the pairs allow thirty false accepts or, for the first, any.
 *
 * @param tolerance how much may be lost of each figure, in points of a hundred: 0.5 lets 97.0 % become 96.5 %
 */
public record Comparison(Verification before, Verification after, double tolerance) {
    /** Two figures that mean the same are seldom equal to the last bit. */
    private static final double ROUNDING = 1e-9;

    public Comparison {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: 0 or above)");
        }
        if (before.samePairs() != after.samePairs() || before.differentPairs() != after.differentPairs()) {
            throw new IllegalArgumentException("pairs: " + after.samePairs() + " same, " + after.differentPairs()
                    + " different (expected: the " + before.samePairs() + " and " + before.differentPairs()
                    + " of before)");
        }
    }

    /** Whether nothing was lost beyond the tolerance. */
    public boolean isNotWorse() {
        return losses().isEmpty();
    }

    /** Each figure that fell by more than the tolerance, one line each: {@code AUC: 97.10 % (before: 99.74 %)}. */
    public List<String> losses() {
        List<String> losses = new ArrayList<>();
        tell(losses, "AUC", before.areaUnderCurve(), after.areaUnderCurve());
        tell(losses, "accuracy", before.accuracy(), after.accuracy());
        if (before.atHundredth().support() != Support.NONE) {
            tell(
                    losses,
                    "TAR at FAR 1 %",
                    before.atHundredth().trueAcceptRate(),
                    after.atHundredth().trueAcceptRate());
        }
        if (before.atThousandth().support() == Support.GOOD) {
            tell(
                    losses,
                    "TAR at FAR 0.1 %",
                    before.atThousandth().trueAcceptRate(),
                    after.atThousandth().trueAcceptRate());
        }
        return losses;
    }

    private void tell(List<String> losses, String figure, double was, double is) {
        if (is < was - tolerance / 100 - ROUNDING) {
            losses.add(String.format(Locale.ROOT, "%s: %.2f %% (before: %.2f %%)", figure, 100 * is, 100 * was));
        }
    }
}
