package io.facestream.console.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
    /** By hand: z = 1.96; centre (0.1 + 3.8415 / 20) / 1.38415 = 0.2111, half 0.2674 / 1.38415 = 0.1932. */
    @Test
    void oneErrorInTenMayBeTwoOrFortyPercent() {
        Rate rate = Rate.of(1, 10);

        assertThat(rate.low()).isCloseTo(0.0179, within(1e-4));
        assertThat(rate.high()).isCloseTo(0.4042, within(1e-4));
        assertThat(rate.support()).isEqualTo(Rate.Support.FEW);
    }

    /** By hand: 3.8415 / (100 + 3.8415). */
    @Test
    void noErrorInAHundredIsNotARateOfZero() {
        Rate rate = Rate.of(0, 100);

        assertThat(rate.low()).isZero();
        assertThat(rate.high()).isCloseTo(0.0370, within(1e-4));
        assertThat(rate.support()).isEqualTo(Rate.Support.NONE);
    }

    @Test
    void nothingComparedSaysNothing() {
        assertThat(Rate.of(0, 0)).isEqualTo(new Rate(0, 0, 0, 1, Rate.Support.NONE));
    }

    @Test
    void thirtyErrorsAreEnough() {
        assertThat(Rate.of(29, 1000).support()).isEqualTo(Rate.Support.FEW);
        assertThat(Rate.of(30, 1000).support()).isEqualTo(Rate.Support.GOOD);
        assertThat(Rate.of(7, 7).high()).isEqualTo(1);
    }
}
