package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredPairsTest {
    private static final ScoredPairs EIGHT = new ScoredPairs(
            new double[] {0.9, 0.2, 0.8, 0.4, 0.6, 0.3, 0.7, 0.1},
            new boolean[] {true, false, true, true, false, false, true, false});

    @Test
    void answersAreCountedAtOneThreshold() {
        // accepted at 0.5: 0.9, 0.8, 0.7 of one person and 0.6 of two; 0.4 of one person is rejected
        Decisions decisions = EIGHT.decisionsAt(0.5);
        assertThat(decisions).isEqualTo(new Decisions(3, 1, 1, 3));
        assertThat(decisions.accuracy()).isEqualTo(0.75);
        assertThat(decisions.precision()).isEqualTo(0.75);
        assertThat(decisions.recall()).isEqualTo(0.75);
        assertThat(decisions.specificity()).isEqualTo(0.75);
        // 2 x 3 / (2 x 3 + 1 + 1)
        assertThat(decisions.f1()).isEqualTo(0.75);
        // at 0.35 all four of one person and the 0.6: precision 4 / 5, recall 1, F1 8 / 9
        Decisions loose = EIGHT.decisionsAt(0.35);
        assertThat(loose.precision()).isEqualTo(0.8);
        assertThat(loose.recall()).isEqualTo(1);
        assertThat(loose.f1()).isEqualTo(8.0 / 9, within(1e-12));
        assertThat(EIGHT.decisionsAt(2).precision()).isZero();
    }

    @Test
    void partsFollowEachOtherAndTheFirstOnesAreLarger() {
        List<ScoredPairs> parts = EIGHT.cut(3);
        assertThat(parts).extracting(ScoredPairs::size).containsExactly(3, 3, 2);
        assertThat(parts.get(1).score(0)).isEqualTo(0.4);
        assertThat(parts.get(2).same(0)).isTrue();
        assertThatThrownBy(() -> EIGHT.cut(9)).hasMessage("parts: 9 (expected: 1 to 8)");
    }

    @Test
    void aFoldMayHoldPairsOfOneKindOnly() {
        // without the first: 0.7 against 0.6, 0.25, 0.1 gives 0.65; without the second: all of one person above 0.2
        // gives 0.3
        FoldedAccuracy folded = FoldedAccuracy.ofPairs(List.of(
                new ScoredPairs(new double[] {0.9, 0.5}, new boolean[] {true, true}),
                new ScoredPairs(new double[] {0.7, 0.6, 0.25, 0.1}, new boolean[] {true, false, false, false}),
                new ScoredPairs(new double[] {0.1}, new boolean[] {false})));
        assertThat(folded.thresholds().get(0)).isEqualTo(0.65, within(1e-12));
        assertThat(folded.accuracies().get(0)).isEqualTo(0.5);
        // 0.3 lies between 0.1 and 0.5; of the four it accepts 0.7 rightly and 0.6 wrongly
        assertThat(folded.thresholds().get(1)).isEqualTo(0.3, within(1e-12));
        assertThat(folded.accuracies().get(1)).isEqualTo(0.75);
    }
}
