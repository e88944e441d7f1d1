package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.evaluate.OperatingPoint.Support;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerificationScoresTest {
    private static final VerificationScores NINE =
            new VerificationScores(new double[] {0.4, 0.9, 0.7, 0.8}, new double[] {0.6, 0.1, 0.5, 0.3, 0.2});

    @Test
    void theAreaIsTheShareOfWonComparisons() {
        // 0.9, 0.8 and 0.7 beat all five, 0.4 beats three: 18 of 20
        assertThat(NINE.areaUnderCurve()).isEqualTo(0.9, within(1e-12));
    }

    @Test
    void equalScoresCountHalfInTheArea() {
        // 2 beats 1 and 0, 1 beats 0 and draws with 1: 3.5 of 4
        assertThat(new VerificationScores(new double[] {1, 2}, new double[] {0, 1}).areaUnderCurve())
                .isEqualTo(0.875);
        assertThat(new VerificationScores(new double[] {1, 1}, new double[] {1, 1, 1}).areaUnderCurve())
                .isEqualTo(0.5);
    }

    @Test
    void theEqualErrorRateLiesWhereBothErrorsCross() {
        // between 0.6 (1 of 5 accepted) and 0.5 (2 of 5) one of four is rejected: both are 0.25 a quarter of the way
        assertThat(NINE.equalErrorRate()).isEqualTo(0.25, within(1e-12));
    }

    @Test
    void theEqualErrorRateOfApartScoresIsZeroAndOfEqualOnesAHalf() {
        assertThat(new VerificationScores(new double[] {0.8, 0.9}, new double[] {0.1}).equalErrorRate())
                .isZero();
        assertThat(new VerificationScores(new double[] {1, 1}, new double[] {1}).equalErrorRate())
                .isEqualTo(0.5);
        assertThat(new VerificationScores(new double[] {0.1}, new double[] {0.9}).equalErrorRate())
                .isEqualTo(1);
    }

    @Test
    void aRateOfFalseAcceptsIsKeptAndNotUndercut() {
        OperatingPoint oneOfFive = NINE.atFalseAcceptRate(0.2);
        assertThat(oneOfFive.threshold()).isGreaterThan(0.5).isLessThanOrEqualTo(0.6);
        assertThat(oneOfFive.falseAcceptRate()).isEqualTo(0.2);
        assertThat(oneOfFive.trueAcceptRate()).isEqualTo(0.75);
        OperatingPoint threeOfFive = NINE.atFalseAcceptRate(0.6);
        assertThat(threeOfFive.falseAcceptRate()).isEqualTo(0.6);
        assertThat(threeOfFive.trueAcceptRate()).isEqualTo(1);
    }

    @Test
    void equalScoresAreRejectedTogetherRatherThanTheRateBroken() {
        VerificationScores scores =
                new VerificationScores(new double[] {0.4, 0.5, 0.6}, new double[] {0.5, 0.1, 0.5, 0.5});
        // two of four may be accepted, but three share a score; the pair of one person at that score is rejected too
        OperatingPoint point = scores.atFalseAcceptRate(0.5);
        assertThat(point.falseAcceptRate()).isZero();
        assertThat(point.trueAcceptRate()).isEqualTo(1.0 / 3);
    }

    @Test
    void aRateThatThePairsCannotShowIsMarked() {
        double[] thousand =
                IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        VerificationScores scores = new VerificationScores(new double[] {2}, thousand);
        assertThat(scores.atFalseAcceptRate(1e-4).support()).isEqualTo(Support.NONE);
        assertThat(scores.atFalseAcceptRate(1e-3).support()).isEqualTo(Support.FEW);
        assertThat(scores.atFalseAcceptRate(1e-3).falseAcceptRate()).isEqualTo(1e-3);
        assertThat(scores.atFalseAcceptRate(0.03).support()).isEqualTo(Support.GOOD);
    }

    @Test
    void theBestThresholdLiesHalfwayBetweenItsNeighbours() {
        // between 0.6 and 0.7: all five of two people and three of four of one are answered rightly
        assertThat(NINE.bestThreshold()).isEqualTo(0.65, within(1e-12));
        assertThat(NINE.accuracyAt(0.65)).isEqualTo(8.0 / 9);
        assertThat(NINE.balancedAccuracyAt(0.65)).isEqualTo((1 + 0.75) / 2);
    }

    @Test
    void theBalancedThresholdLetsManyPairsOfTwoPeopleWeighNoMore() {
        VerificationScores scores =
                new VerificationScores(new double[] {0.3}, new double[] {0.4, 0.5, 0.2, 0.1, 0.1, 0.1, 0.1});
        // rejecting all errs once of eight, accepting 0.3 errs twice; balanced that is 1/2 against 6/7
        assertThat(scores.accuracyAt(scores.bestThreshold())).isEqualTo(7.0 / 8);
        assertThat(scores.bestThreshold()).isGreaterThan(0.5);
        assertThat(scores.bestBalancedThreshold()).isEqualTo(0.25, within(1e-12));
    }

    @Test
    void aScoreAtTheThresholdIsAccepted() {
        assertThat(NINE.trueAcceptRate(0.7)).isEqualTo(0.75);
        assertThat(NINE.falseAcceptRate(0.6)).isEqualTo(0.2);
        assertThat(NINE.falseAcceptRate(0.61)).isZero();
    }

    @Test
    void theCurveHasItsCornersOnly() {
        assertThat(NINE.roc().points())
                .containsExactly(
                        new RocPoint(Double.POSITIVE_INFINITY, 0, 0),
                        new RocPoint(0.7, 0, 0.75),
                        new RocPoint(0.5, 0.4, 0.75),
                        new RocPoint(0.4, 0.4, 1),
                        new RocPoint(0.1, 1, 1));
    }

    @Test
    void aCardsRowLeavesOutWhatThePairsCannotShow() {
        double[] different = IntStream.range(0, 100).mapToDouble(i -> i / 300.0).toArray();
        ThresholdRow row = new VerificationScores(new double[] {1}, different).thresholds(List.of(0.1, 0.01, 0.001));
        assertThat(row.fmr()).containsExactly(0.1, 0.01);
        // above the eleventh, 89 / 300, and the second, 98 / 300, rounded up
        assertThat(row.threshold()).containsExactly(0.2967, 0.3267);
        assertThat(row.shots()).isEqualTo(1);
    }

    @Test
    void scoresAreOrderedWhateverTheirOrderWas() {
        double[] shuffled = {0.7, 0.4, 0.8, 0.9};
        VerificationScores other = new VerificationScores(shuffled, new double[] {0.3, 0.5, 0.1, 0.2, 0.6});
        Arrays.fill(shuffled, 0);
        assertThat(other.same()).containsExactly(NINE.same());
        assertThat(other.different()).containsExactly(NINE.different());
    }

    @Test
    void scoresThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new VerificationScores(new double[0], new double[] {1}))
                .hasMessage("same: no scores (expected: at least one)");
        assertThatThrownBy(() -> new VerificationScores(new double[] {1}, new double[] {Double.NaN}))
                .hasMessage("different: NaN (expected: finite scores)");
        assertThatThrownBy(() -> NINE.atFalseAcceptRate(0))
                .hasMessage("rate: 0.0 (expected: between 0 and 1, both excluded)");
    }
}
