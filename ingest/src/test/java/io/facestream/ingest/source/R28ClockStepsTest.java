package io.facestream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * This machine's clock is set while live cameras run: capture time goes on, never back. A camera's own clock, of frames in a topic, is held
 * against the broker's where they are taken.
 */
class R28ClockStepsTest {
    @Test
    void captureTimeFollowsAClockSetForwardAndMeetsOneSetBackSlowly() {
        AtomicLong wall = new AtomicLong(1_000_000);
        AtomicLong nanos = new AtomicLong();
        CaptureClock clock = new CaptureClock(wall::get, nanos::get, Long.MIN_VALUE);
        pass(wall, nanos, 40);
        assertThat(clock.now()).isEqualTo(1_000_040);
        wall.addAndGet(60_000);
        assertThat(clock.now()).isEqualTo(1_060_040);
        wall.addAndGet(-10_000);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            pass(wall, nanos, 40);
            times.add(clock.now());
        }
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.get(999)).as("met again").isBetween(wall.get(), wall.get() + 500);
    }

    @Test
    void captureTimeNeverRepeatsWhatACheckpointHolds() {
        CaptureClock clock = new CaptureClock(() -> 1_000, () -> 0, 5_000);
        assertThat(clock.now()).isEqualTo(5_001);
        assertThat(clock.now()).isEqualTo(5_002);
    }

    @Test
    void aStepOfAnHourBackIsMetWithinTwoHoursAndNothingStandsStill() {
        AtomicLong wall = new AtomicLong(10_000_000);
        AtomicLong nanos = new AtomicLong();
        CaptureClock clock = new CaptureClock(wall::get, nanos::get, Long.MIN_VALUE);
        pass(wall, nanos, 40);
        long before = clock.now();
        wall.addAndGet(-3_600_000);
        long last = before;
        for (int second = 0; second < 7_300; second++) {
            pass(wall, nanos, 1_000);
            long now = clock.now();
            assertThat(now - last).as("advance in a second").isBetween(450L, 1_100L);
            last = now;
        }
        assertThat(last - wall.get()).as("ahead of the clock").isLessThanOrEqualTo(500);
    }

    @Test
    void smallCorrectionsAsOfNtpAreNotFollowedFrameByFrame() {
        AtomicLong wall = new AtomicLong(1_000_000);
        AtomicLong nanos = new AtomicLong();
        CaptureClock clock = new CaptureClock(wall::get, nanos::get, Long.MIN_VALUE);
        List<Long> steps = new ArrayList<>();
        long last = clock.now();
        for (int i = 0; i < 100; i++) {
            wall.addAndGet(i % 2 == 0 ? 200 : -200);
            pass(wall, nanos, 40);
            long now = clock.now();
            steps.add(now - last);
            last = now;
        }
        assertThat(steps).containsOnly(40L);
    }

    private static void pass(AtomicLong wall, AtomicLong nanos, long millis) {
        wall.addAndGet(millis);
        nanos.addAndGet(millis * 1_000_000);
    }
}
