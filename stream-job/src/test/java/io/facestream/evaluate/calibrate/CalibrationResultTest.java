package io.facestream.evaluate.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationResultTest {
    private static final float[] NOBODY = {};

    @Test
    void aStrangerIsNamedWhenAnyShotFromTheThirdOnReachesTheThreshold() {
        assertThat(strangersNamed(new float[] {0.9f, 0.9f, 0.1f, 0.1f})).isZero();
        assertThat(strangersNamed(new float[] {0.1f, 0.1f, 0.1f, 0.5f})).isEqualTo(1);
    }

    @Test
    void aNameNeedsItsMarginToTheRunnerUp() {
        PassageScores near = new PassageScores(
                NOBODY, new float[][] {{0.5f, 0.5f, 0.5f, 0.5f}}, new float[][] {{0.48f, 0.48f, 0.48f, 0.48f}});

        assertThat(result(near).decide(thresholds(), 0.05).strangersNamed()).isZero();
        assertThat(result(near).decide(thresholds(), 0.01).strangersNamed()).isEqualTo(1);
    }

    @Test
    void anEnrolledPersonIsIdentifiedOrTakenForAnother() {
        PassageScores right = new PassageScores(
                new float[] {0, 0, 0.6f, 0.6f}, new float[][] {new float[4]}, new float[][] {new float[4]});
        PassageScores wrong = new PassageScores(
                new float[] {0, 0, 0.1f, 0.1f}, new float[][] {{0, 0, 0.6f, 0.6f}}, new float[][] {new float[4]});

        assertThat(result(right).decide(thresholds(), 0.05).identified()).isEqualTo(1);
        assertThat(result(right).decide(thresholds(), 0.05).wronglyNamed()).isZero();
        assertThat(result(wrong).decide(thresholds(), 0.05).wronglyNamed()).isEqualTo(1);
    }

    @Test
    void fromTheLeastShotsOnOneRowHolds() {
        CalibrationResult result = result();

        assertThat(result.rows()).extracting(row -> row.shots()).containsExactly(1, 2, 3, 4);
        assertThat(result.rows().get(3).threshold())
                .isEqualTo(result.rows().get(2).threshold());
        assertThat(result.thresholds(0.01, 10)).hasSize(4).isSorted();
    }

    private static double strangersNamed(float[] best) {
        PassageScores passage = new PassageScores(NOBODY, new float[][] {best}, new float[][] {new float[4]});
        return result(passage).decide(thresholds(), 0.05).strangersNamed();
    }

    private static double[] thresholds() {
        return new double[] {0.4, 0.4, 0.4, 0.4};
    }

    private static CalibrationResult result(PassageScores... passages) {
        List<ScoreHistogram> histograms = IntStream.range(0, 4)
                .mapToObj(shot -> {
                    ScoreHistogram histogram = new ScoreHistogram();
                    IntStream.range(0, 100).forEach(i -> histogram.add(i / 200.0 + shot / 100.0));
                    return histogram;
                })
                .toList();
        return new CalibrationResult(passages.length, 10, 3, histograms, List.of(passages));
    }
}
