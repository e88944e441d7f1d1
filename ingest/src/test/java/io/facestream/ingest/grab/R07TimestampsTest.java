package io.facestream.ingest.grab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Timestamps that jump, stand still or are missing: what becomes of the positions of frames. */
class R07TimestampsTest {
    private final TimestampRepair repair = new TimestampRepair(40);

    @Test
    void goodTimestampsStay() {
        assertThat(positions(0, 40, 80, 5_000)).containsExactly(0, 40, 80, 5_000);
        assertThat(repair.repaired()).isZero();
    }

    @Test
    void afterAJumpBackTimeGoesOn() {
        assertThat(positions(0, 40, 80, 0, 40, 80)).containsExactly(0, 40, 80, 120, 160, 200);
        assertThat(repair.repaired()).isEqualTo(1);
    }

    @Test
    void timestampsThatStandStillAreSpread() {
        assertThat(positions(0, 40, 40, 40, 40)).containsExactly(0, 40, 80, 120, 160);
        assertThat(repair.repaired()).isEqualTo(3);
    }

    @Test
    void missingTimestampsAreFilledIn() {
        long none = TimestampRepair.MISSING;
        assertThat(positions(none, none, 80, none, 160)).containsExactly(0, 40, 80, 120, 160);
        assertThat(repair.repaired()).isEqualTo(3);
    }

    @Test
    void aJumpOfHoursIsAJumpOfTheClock() {
        assertThat(positions(0, 40, 90_000_000, 90_000_040)).containsExactly(0, 40, 80, 120);
        assertThat(repair.repaired()).isEqualTo(1);
    }

    @Test
    void aStreamMayStartLate() {
        assertThat(positions(-80, 0, 40)).containsExactly(0, 80, 120);
    }

    private long[] positions(long... timestamps) {
        return Arrays.stream(timestamps).map(repair::positionOf).toArray();
    }
}
