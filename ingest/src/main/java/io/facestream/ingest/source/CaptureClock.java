package io.facestream.ingest.source;

import java.util.function.LongSupplier;

/**
 * Capture time of a live camera: the wall clock, made strictly increasing. A wall clock that is set forward is followed at once; one
 * that is set back is met slowly, at half speed, so that no two frames change places. For one lock holder at a time.
 */
public final class CaptureClock {
    private static final long STEP_MILLIS = 500;

    private final LongSupplier wallMillis;
    private final LongSupplier monotonicNanos;
    private long atMillis;
    private long atNanos;
    private long last;

    /** @param floorMillis all times given are later */
    public CaptureClock(LongSupplier wallMillis, LongSupplier monotonicNanos, long floorMillis) {
        this.wallMillis = wallMillis;
        this.monotonicNanos = monotonicNanos;
        this.atMillis = wallMillis.getAsLong();
        this.atNanos = monotonicNanos.getAsLong();
        this.last = floorMillis;
    }

    /** The next capture time, epoch milliseconds. */
    public long now() {
        long nanos = monotonicNanos.getAsLong();
        long elapsed = (nanos - atNanos) / 1_000_000;
        long expected = atMillis + elapsed;
        long wall = wallMillis.getAsLong();
        if (wall > expected + STEP_MILLIS) {
            expected = wall;
        } else if (wall < expected - STEP_MILLIS) {
            expected = Math.max(wall, atMillis + elapsed / 2);
        }
        if (expected != atMillis + elapsed || elapsed > 3_600_000) {
            atMillis = expected;
            atNanos = nanos;
        }
        last = Math.max(last + 1, expected);
        return last;
    }
}
