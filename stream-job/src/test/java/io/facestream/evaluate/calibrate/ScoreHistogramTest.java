package io.facestream.evaluate.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreHistogramTest {
    @Test
    void theThresholdIsReachedByAtMostTheShareThatIsAskedFor() {
        ScoreHistogram histogram = new ScoreHistogram();
        for (int i = 0; i < 1000; i++) {
            histogram.add(i / 1000.0);
        }

        assertThat(histogram.threshold(0.1)).isCloseTo(0.9, within(0.001));
        assertThat(histogram.threshold(0.001)).isCloseTo(0.999, within(0.001));
        assertThat(histogram.total()).isEqualTo(1000);
    }

    @Test
    void noScoreReachesTheThresholdOfAShareThatIsTooSmallToCount() {
        ScoreHistogram histogram = new ScoreHistogram();
        histogram.add(0.42);

        assertThat(histogram.threshold(1e-6)).isGreaterThan(0.42);
    }

    @Test
    void histogramsAddUp() {
        ScoreHistogram low = new ScoreHistogram();
        low.add(-0.5);
        ScoreHistogram high = new ScoreHistogram();
        high.add(0.5);
        low.addAll(high);

        assertThat(low.total()).isEqualTo(2);
        assertThat(low.threshold(0.5)).isCloseTo(-0.5, within(0.001));
    }
}
