package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedAccuracyTest {
    private static final VerificationScores FIRST =
            new VerificationScores(new double[] {0.9, 0.5}, new double[] {0.1, 0.4});
    private static final VerificationScores SECOND =
            new VerificationScores(new double[] {0.9, 0.3}, new double[] {0.1, 0.2});

    @Test
    void aFoldIsMeasuredAtTheThresholdOfTheOthers() {
        FoldedAccuracy accuracy = FoldedAccuracy.of(List.of(FIRST, SECOND));
        // each fold alone has a threshold without errors, which errs once in the other
        assertThat(accuracy.thresholds().get(0)).isEqualTo(0.25, within(1e-12));
        assertThat(accuracy.thresholds().get(1)).isEqualTo(0.45, within(1e-12));
        assertThat(accuracy.accuracies()).containsExactly(0.75, 0.75);
    }

    @Test
    void meanAndDeviationAreThoseOfTheFolds() {
        FoldedAccuracy accuracy = new FoldedAccuracy(List.of(0.9, 1.0, 0.8), List.of(0.2, 0.2, 0.2));
        assertThat(accuracy.mean()).isEqualTo(0.9, within(1e-12));
        // squares 0, 0.01 and 0.01, divided by three
        assertThat(accuracy.deviation()).isEqualTo(Math.sqrt(0.02 / 3), within(1e-12));
    }

    @Test
    void oneFoldHasNoOthers() {
        assertThatThrownBy(() -> FoldedAccuracy.of(List.of(FIRST))).hasMessage("folds: 1 (expected: at least 2)");
    }
}
