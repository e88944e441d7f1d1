package io.facestream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Cost.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Cost.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void workCostsCpuTimeAndSleepDoesNot() throws Exception {
        Cost sleep = Cost.of(() -> Thread.sleep(50));

        assertThat(sleep.wallSeconds()).isGreaterThanOrEqualTo(0.05);
        assertThat(new Cost(3, 5).minus(new Cost(1, 2))).isEqualTo(new Cost(2, 3));
    }
}
