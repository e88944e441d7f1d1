package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.evaluate.Resampling.Intervals;
import io.facestream.vision.evaluate.Resampling.Units;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static final List<Double> RATES = List.of(0.1);

    @Test
    void drawnPairsSpreadAsTheBinomialDistributionDoes() {
        // 400 of 800 right: 1.96 x sqrt(0.5 x 0.5 / 800) = 0.0346
        ScoredPairs pairs = alternating(800);
        boolean[] right = new boolean[800];
        Arrays.fill(right, 0, 400, true);
        Interval accuracy = new Resampling(pairs, Units.pairs(800))
                .intervals(right, RATES, 1)
                .accuracy();
        assertThat(accuracy.low()).isEqualTo(0.5 - 0.0346, within(0.006));
        assertThat(accuracy.high()).isEqualTo(0.5 + 0.0346, within(0.006));
    }

    @Test
    void peopleWhoRepeatWidenTheInterval() {
        // twenty people with forty pairs each, of whom ten are always right: as if there were twenty answers, 1.96 x
        // sqrt(0.25 / 20) = 0.219
        ScoredPairs pairs = alternating(800);
        boolean[] right = new boolean[800];
        Arrays.fill(right, 0, 400, true);
        int[] people = IntStream.range(0, 800).map(pair -> pair / 40).toArray();
        Interval accuracy = new Resampling(pairs, new Units(people, people, 20))
                .intervals(right, RATES, 1)
                .accuracy();
        assertThat(accuracy.low()).isEqualTo(0.5 - 0.219, within(0.04));
        assertThat(accuracy.high()).isEqualTo(0.5 + 0.219, within(0.04));
        assertThat(Resampling.ofShare(right, people, 20, 1).low()).isEqualTo(0.5 - 0.219, within(0.04));
    }

    @Test
    void aPairOfTwoDrawnPeopleCountsAsOftenAsBothTogether() {
        // one pair of one person (unit 0), one of two (units 0 and 1): drawn are 0 0, 0 1, 1 0, 1 1; only the second
        // and third hold both
        // pairs, each once, so that every repetition that counts is alike
        ScoredPairs pairs = new ScoredPairs(new double[] {0.9, 0.1}, new boolean[] {true, false});
        Intervals intervals = new Resampling(pairs, new Units(new int[] {0, 0}, new int[] {0, 1}, 2))
                .intervals(new boolean[] {true, false}, RATES, 1);
        assertThat(intervals.accuracy()).isEqualTo(new Interval(0.5, 0.5));
        assertThat(intervals.areaUnderCurve()).isEqualTo(new Interval(1, 1));
        // no error in two people: 1 - r^2 = 0.975 at r = 0.158
        assertThat(intervals.equalErrorRate()).isEqualTo(new Interval(0, 1 - Math.sqrt(0.025)));
        assertThat(intervals.trueAcceptRates()).containsExactly(new Interval(Math.sqrt(0.025), 1));
    }

    @Test
    void noErrorInFourIsNotNoErrorAtAll() {
        // 0.025^(1/4) = 0.3976, as Clopper and Pearson have it
        Interval four = Resampling.ofShare(new boolean[] {true, true, true, true}, new int[] {0, 1, 2, 3}, 4, 1);
        assertThat(four.low()).isEqualTo(0.3976, within(1e-4));
        assertThat(four.high()).isEqualTo(1);
    }

    @Test
    void theFiguresOfEveryRepetitionAreThoseOfTheScoresItself() {
        // nobody repeats and everybody is drawn once: what remains is the set as it is, whose figures are known by
        // other means
        double[] same = {0.4, 0.9, 0.7, 0.8};
        double[] different = {0.6, 0.1, 0.5, 0.3, 0.2};
        double[] all = {0.4, 0.9, 0.7, 0.8, 0.6, 0.1, 0.5, 0.3, 0.2};
        boolean[] isSame = {true, true, true, true, false, false, false, false, false};
        Intervals intervals = new Resampling(new ScoredPairs(all, isSame), new Units(new int[9], new int[9], 1))
                .intervals(new boolean[9], List.of(0.2, 0.4), 1);
        VerificationScores scores = new VerificationScores(same, different);
        assertThat(intervals.areaUnderCurve().low()).isEqualTo(scores.areaUnderCurve(), within(1e-12));
        assertThat(intervals.equalErrorRate().high()).isEqualTo(scores.equalErrorRate(), within(1e-12));
        assertThat(intervals.trueAcceptRates().get(0).low())
                .isEqualTo(scores.atFalseAcceptRate(0.2).trueAcceptRate());
        assertThat(intervals.trueAcceptRates().get(1).high())
                .isEqualTo(scores.atFalseAcceptRate(0.4).trueAcceptRate());
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        ScoredPairs pairs = alternating(50);
        boolean[] right = new boolean[50];
        Arrays.fill(right, 0, 20, true);
        Resampling resampling = new Resampling(pairs, Units.pairs(50));
        assertThat(resampling.intervals(right, RATES, 3)).isEqualTo(resampling.intervals(right, RATES, 3));
        assertThat(resampling.intervals(right, RATES, 3)).isNotEqualTo(resampling.intervals(right, RATES, 4));
    }

    private static ScoredPairs alternating(int count) {
        boolean[] same = new boolean[count];
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            same[i] = i % 2 == 0;
            scores[i] = i;
        }
        return new ScoredPairs(scores, same);
    }
}
