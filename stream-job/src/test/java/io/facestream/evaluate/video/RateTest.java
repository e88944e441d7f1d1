package io.facestream.evaluate.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void noneOfAFewIsNotNone() {
        // of n trials without a success the upper bound is 1 - 0.025^(1/n)
        assertThat(new Rate(0, 4).high()).isCloseTo(1 - Math.pow(0.025, 1.0 / 4), within(1e-9));
        assertThat(new Rate(0, 80).high()).isCloseTo(1 - Math.pow(0.025, 1.0 / 80), within(1e-9));
        assertThat(new Rate(0, 4).low()).isZero();
        assertThat(new Rate(0, 4).told()).isEqualTo("0 of 4 (0.0 %)");
        assertThat(new Rate(0, 4).bounds()).isEqualTo("0.0 to 60.2 %");
    }

    @Test
    void allOfAFewIsNotAll() {
        assertThat(new Rate(18, 18).low()).isCloseTo(Math.pow(0.025, 1.0 / 18), within(1e-9));
        assertThat(new Rate(18, 18).high()).isEqualTo(1);
    }

    @Test
    void theBoundsAreThoseOfTheBinomialDistribution() {
        // 5 of 10: at the bounds the tail sums of the binomial distribution are 0.025, as summed here
        Rate rate = new Rate(5, 10);

        assertThat(atLeast(5, 10, rate.low())).isCloseTo(0.025, within(1e-9));
        assertThat(1 - atLeast(6, 10, rate.high())).isCloseTo(0.025, within(1e-9));
        // R's binom.test(5, 10) gives 0.1870860 and 0.8129140
        assertThat(rate.low()).isCloseTo(0.1870860, within(1e-6));
        assertThat(rate.high()).isCloseTo(0.8129140, within(1e-6));
    }

    @Test
    void whereNothingWasTriedThereIsNoShare() {
        assertThat(new Rate(0, 0).share()).isNaN();
        assertThat(new Rate(0, 0).told()).isEqualTo("none to count");
        assertThat(new Rate(0, 0).bounds()).isEmpty();
    }

    @Test
    void moreThanAllIsRefused() {
        assertThatThrownBy(() -> new Rate(5, 4)).hasMessage("count: 5 (expected: 0 to 4)");
    }

    private static double atLeast(int successes, int trials, double probability) {
        double sum = 0;
        for (int k = successes; k <= trials; k++) {
            double ways = 1;
            for (int i = 0; i < k; i++) {
                ways = ways * (trials - i) / (i + 1);
            }
            sum += ways * Math.pow(probability, k) * Math.pow(1 - probability, trials - k);
        }
        return sum;
    }
}
