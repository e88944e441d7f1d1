package io.facestream.ingest.source;

/**
 * How far apart a live camera's frames are taken: as the grid says while the job keeps up, further while frames are replaced before the
 * job takes them, so that pixels nobody sees are not converted. Grows by a quarter a replaced frame, shrinks by a twentieth a frame that
 * was taken.
 */
final class AdaptiveInterval {
    private static final double LONGEST_MILLIS = 2_000;
    private static final double GROWTH = 1.25;
    private static final double SHRINKAGE = 0.95;

    private final double gridMillis;
    private double millis;
    private long lastAt;

    AdaptiveInterval(long gridMillis) {
        this.gridMillis = gridMillis;
        this.millis = gridMillis;
    }

    /** Whether a frame of this capture time comes before the stretched interval is over; never while the job keeps up. */
    boolean tooSoon(long atMillis) {
        return millis > gridMillis && atMillis < lastAt + (long) millis;
    }

    /** The frame of this capture time found its predecessor still waiting. */
    void replaced(long atMillis) {
        lastAt = atMillis;
        millis = Math.min(millis * GROWTH, Math.max(LONGEST_MILLIS, gridMillis));
    }

    /** The frame of this capture time found its predecessor gone. */
    void taken(long atMillis) {
        lastAt = atMillis;
        millis = Math.max(millis * SHRINKAGE, gridMillis);
    }
}
