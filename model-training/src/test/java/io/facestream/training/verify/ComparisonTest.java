package io.facestream.training.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.evaluate.OperatingPoint;
import io.facestream.vision.evaluate.OperatingPoint.Support;
import io.facestream.vision.evaluate.VerificationScores;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void whatIsEquallyGoodOrBetterIsPromoted() {
        Verification before = figures(0.9, 0.8, 0.5, Support.FEW);
        assertThat(new Comparison(before, before, 0).isNotWorse()).isTrue();
        assertThat(new Comparison(before, figures(0.95, 0.8, 0.6, Support.FEW), 0).isNotWorse())
                .isTrue();
    }

    @Test
    void aLossBeyondTheToleranceIsNamed() {
        Verification before = figures(0.9974, 0.967, 0.9, Support.FEW);
        Comparison comparison = new Comparison(before, figures(0.971, 0.784, 0.9, Support.FEW), 0.5);
        assertThat(comparison.isNotWorse()).isFalse();
        assertThat(comparison.losses())
                .containsExactly("AUC: 97.10 % (before: 99.74 %)", "TAR at FAR 1 %: 78.40 % (before: 96.70 %)");
    }

    @Test
    void theToleranceIsInPoints() {
        Verification before = figures(0.97, 0.9, 0.9, Support.FEW);
        Verification after = figures(0.965, 0.9, 0.9, Support.FEW);
        assertThat(new Comparison(before, after, 0.5).isNotWorse()).isTrue();
        assertThat(new Comparison(before, after, 0.4).isNotWorse()).isFalse();
    }

    @Test
    void oneFalseAcceptInAThousandCountsOnlyWhereThePairsAreEnough() {
        assertThat(new Comparison(figures(0.9, 0.9, 0.9, Support.FEW), figures(0.9, 0.9, 0.1, Support.FEW), 0)
                        .isNotWorse())
                .isTrue();
        assertThat(new Comparison(figures(0.9, 0.9, 0.9, Support.GOOD), figures(0.9, 0.9, 0.1, Support.GOOD), 0)
                        .losses())
                .containsExactly("TAR at FAR 0.1 %: 10.00 % (before: 90.00 %)");
    }

    @Test
    void otherPairsCannotBeCompared() {
        Verification before = figures(0.9, 0.9, 0.9, Support.FEW);
        Verification other = with(before, new VerificationScores(new double[] {1, 1}, new double[] {0}));
        assertThatThrownBy(() -> new Comparison(before, other, 0))
                .hasMessage("pairs: 2 same, 1 different (expected: the 1 and 1 of before)");
        assertThatThrownBy(() -> new Comparison(before, before, Double.NaN))
                .hasMessage("tolerance: NaN (expected: 0 or above)");
    }

    private static Verification figures(double area, double atHundredth, double atThousandth, Support ofThousandth) {
        return new Verification(
                area,
                0.1,
                new OperatingPoint(1e-2, 0.3, 1e-2, atHundredth, Support.FEW),
                new OperatingPoint(1e-3, 0.4, 1e-3, atThousandth, ofThousandth),
                0.9,
                0,
                0.25,
                0,
                0,
                new VerificationScores(new double[] {1}, new double[] {0}));
    }

    private static Verification with(Verification figures, VerificationScores scores) {
        return new Verification(
                figures.areaUnderCurve(),
                figures.equalErrorRate(),
                figures.atHundredth(),
                figures.atThousandth(),
                figures.accuracy(),
                0,
                figures.threshold(),
                0,
                0,
                scores);
    }
}
