package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.evaluate.OperatingPoint.Support;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentificationScoresTest {
    /**
     * Five searches for enrolled people: right first at .9, .7 and .5; second at .6; not found. Four for others, whose best persons score
     * .8, .5, .3 and .2. All figures below are counted from these by hand.
     */
    private final IdentificationScores scores = new IdentificationScores(
            List.of(
                    new MatedSearch(1, 0.5),
                    new MatedSearch(2, 0.6),
                    new MatedSearch(1, 0.9),
                    new MatedSearch(0, 0),
                    new MatedSearch(1, 0.7)),
            new double[] {0.3, 0.8, 0.2, 0.5});

    @Test
    void aNonMatedSearchThatNamesSomebodyIsAFalsePositive() {
        assertThat(scores.falsePositives(0.81)).isEqualTo(new Proportion(0, 4));
        assertThat(scores.falsePositives(0.8)).isEqualTo(new Proportion(1, 4));
        assertThat(scores.falsePositives(0.5)).isEqualTo(new Proportion(2, 4));
        assertThat(scores.falsePositives(-1)).isEqualTo(new Proportion(4, 4));
    }

    @Test
    void aMatedSearchIsLostBelowTheThresholdAndBehindSomebodyElse() {
        assertThat(scores.falseNegatives(0.5, 1)).isEqualTo(new Proportion(2, 5));
        assertThat(scores.falseNegatives(0.6, 1)).isEqualTo(new Proportion(3, 5));
        assertThat(scores.falseNegatives(0.6, 2)).isEqualTo(new Proportion(2, 5));
        assertThat(scores.falseNegatives(-1, 10)).isEqualTo(new Proportion(1, 5));
    }

    @Test
    void rankCountsWhateverTheScore() {
        assertThat(scores.withinRank(1)).isEqualTo(new Proportion(3, 5));
        assertThat(scores.withinRank(2)).isEqualTo(new Proportion(4, 5));
        assertThat(scores.withinRank(10)).isEqualTo(new Proportion(4, 5));
    }

    @Test
    void theThresholdOfARateLiesJustAboveTheFirstSearchThatMustNotPass() {
        IdentificationPoint point = scores.atFalsePositiveRate(0.25);

        assertThat(point.threshold()).isGreaterThan(0.5).isCloseTo(0.5, within(1e-9));
        assertThat(point.fpir()).isEqualTo(new Proportion(1, 4));
        assertThat(point.fnir()).isEqualTo(new Proportion(3, 5));
        assertThat(point.support()).isEqualTo(Support.FEW);
    }

    @Test
    void aRateOfLessThanOneSearchIsSaidToHaveNoSupport() {
        IdentificationPoint point = scores.atFalsePositiveRate(0.1);

        assertThat(point.threshold()).isGreaterThan(0.8);
        assertThat(point.fpir()).isEqualTo(new Proportion(0, 4));
        assertThat(point.support()).isEqualTo(Support.NONE);
    }

    @Test
    void searchesOfEqualScorePassTogetherOrNotAtAll() {
        IdentificationScores tied = new IdentificationScores(List.of(), new double[] {0.4, 0.4, 0.4, 0.1});

        assertThat(tied.atFalsePositiveRate(0.5).fpir()).isEqualTo(new Proportion(0, 4));
        assertThat(tied.atFalsePositiveRate(0.75).fpir()).isEqualTo(new Proportion(3, 4));
    }

    @Test
    void theTradeoffFallsInOneErrorAsItRisesInTheOther() {
        // thresholds .9 .8 .7 .5 .3 .2; the last three differ in FPIR alone, and only their ends are kept
        assertThat(scores.tradeoff())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new DetPoint(0.9, 0, 1 - 0.2),
                        new DetPoint(0.8, 0.25, 1 - 0.2),
                        new DetPoint(0.7, 0.25, 1 - 0.4),
                        new DetPoint(0.5, 0.5, 1 - 0.6),
                        new DetPoint(0.2, 1, 1 - 0.6));
    }

    @Test
    void whatHasNoSearchesIsNotStated() {
        IdentificationScores none = new IdentificationScores(List.of(new MatedSearch(1, 0.9)), new double[0]);

        assertThat(none.falsePositives(0.5).isStated()).isFalse();
        assertThat(none.falsePositives(0.5).percent()).isEqualTo("not stated");
        assertThat(none.tradeoff()).isEmpty();
        assertThatThrownBy(() -> none.atFalsePositiveRate(0.1)).hasMessageContaining("non-mated searches: 0");
    }

    @Test
    void anIntervalIsWilsons() {
        // 0 of 100: 0 to z^2 / (100 + z^2) = 3.8415 / 103.8415; 10 of 100: Wilson 1927 as tables give it, 5.52 % to
        // 17.44 %
        assertThat(new Proportion(0, 100).low()).isZero();
        assertThat(new Proportion(0, 100).high()).isCloseTo(0.036994, within(1e-6));
        assertThat(new Proportion(10, 100).low()).isCloseTo(0.0552, within(1e-4));
        assertThat(new Proportion(10, 100).high()).isCloseTo(0.1744, within(1e-4));
        assertThat(new Proportion(100, 100).high()).isEqualTo(1);
        assertThat(new Proportion(10, 100).percent()).isEqualTo("10.00 % (5.52 to 17.44)");
    }
}
