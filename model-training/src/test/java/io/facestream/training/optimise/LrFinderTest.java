package io.facestream.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LrFinderTest {
    /** Half the sum of k * w^2: gradient descent converges below a rate of 2 / 50, for the steepest direction. */
    private static final double[] STEEPNESS = {1, 5, 20, 50};

    private static LrFinder.Step descent(double noise) {
        double[] weights = {1, 1, 1, 1};
        Random random = new Random(4);
        return rate -> {
            double loss = 1 + noise * random.nextGaussian();
            for (int i = 0; i < weights.length; i++) {
                loss += STEEPNESS[i] * weights[i] * weights[i] / 2;
                weights[i] -= rate * STEEPNESS[i] * weights[i];
            }
            return loss;
        };
    }

    @Test
    void suggestsARateWithWhichDescentConvergesFast() {
        LrFinder.Curve curve = LrFinder.USUAL.run(descent(0.05));
        double rate = curve.suggested().orElseThrow();
        assertThat(rate).isBetween(0.002, 0.04);
        LrFinder.Step step = descent(0);
        double loss = 0;
        for (int i = 0; i < 300; i++) {
            loss = step.step(rate);
        }
        assertThat(loss).isCloseTo(1, within(0.2));
    }

    @Test
    void stopsWhenTheLossExplodes() {
        List<Double> rates = new ArrayList<>();
        LrFinder.Step step = descent(0);
        LrFinder.Curve curve = LrFinder.USUAL.run(rate -> {
            rates.add(rate);
            return step.step(rate);
        });
        assertThat(rates.get(rates.size() - 1)).isGreaterThan(0.04).isLessThan(10);
        assertThat(curve.points()).hasSize(rates.size() - 1);
        LrFinder.Point last = curve.points().get(curve.points().size() - 1);
        assertThat(last.smoothed()).isLessThan(39); // the loss of the beginning
    }

    @Test
    void ratesRiseByTheSameFactor() {
        List<LrFinder.Point> points =
                new LrFinder(1e-4, 1, 13, 0).run(rate -> 1).points();
        assertThat(points).hasSize(13);
        assertThat(points.get(0).rate()).isEqualTo(1e-4);
        assertThat(points.get(3).rate()).isCloseTo(1e-3, within(1e-12));
        assertThat(points.get(12).rate()).isCloseTo(1, within(1e-12));
    }

    @Test
    void smoothingCountsTheFirstLossInFull() {
        double[] losses = {4, 2, 1};
        int[] at = {0};
        List<LrFinder.Point> points = new LrFinder(1e-4, 1, 10, 0.5)
                .run(rate -> losses[Math.min(at[0]++, 2)])
                .points();
        assertThat(points.get(0).smoothed()).isEqualTo(4);
        // weights of 1/4 and 1/2, of 3/4
        assertThat(points.get(1).smoothed()).isCloseTo((4 * 0.25 + 2 * 0.5) / 0.75, within(1e-12));
        assertThat(points.get(2).smoothed()).isCloseTo((4 * 0.125 + 2 * 0.25 + 0.5) / 0.875, within(1e-12));
    }

    @Test
    void suggestsNothingIfTheLossNeverFalls() {
        LrFinder.Curve curve = LrFinder.USUAL.run(rate -> 5 + rate);
        assertThat(curve.suggested()).isEmpty();
        assertThat(curve.tenthOfMinimum()).isEmpty();
    }

    @Test
    void aLossThatIsNoNumberEndsTheSearch() {
        LrFinder.Curve curve = LrFinder.USUAL.run(rate -> rate > 1e-3 ? Double.NaN : 1);
        assertThat(curve.points()).isNotEmpty().allMatch(point -> point.rate() <= 1e-3);
    }

    @Test
    void theMinimumIsTenTimesTheSuggestionByIt() {
        // falls to 1 at a rate of 0.01, then rises
        LrFinder.Curve curve = new LrFinder(1e-4, 1, 41, 0).run(rate -> 1 + Math.pow(Math.log10(rate) + 2, 2));
        assertThat(curve.tenthOfMinimum().orElseThrow()).isCloseTo(1e-3, within(1e-9));
    }
}
