package io.facestream.ingest.source;

/**
 * Chooses the frames to emit: the first at or after each multiple of the interval. What it chooses depends on positions only, never on
 * load or on when a run was interrupted.
 */
public final class FrameGrid {
    private final long intervalMillis;
    private long nextMillis;

    /** @param lastMillis position of the last frame that was emitted, -1 before the first */
    public FrameGrid(long intervalMillis, long lastMillis) {
        this.intervalMillis = intervalMillis;
        this.nextMillis = lastMillis < 0 ? 0 : after(lastMillis);
    }

    /** Whether the frame at this position is emitted; positions are asked for in increasing order. */
    public boolean chooses(long positionMillis) {
        if (positionMillis < nextMillis) {
            return false;
        }
        nextMillis = after(positionMillis);
        return true;
    }

    private long after(long positionMillis) {
        return (Math.floorDiv(positionMillis, intervalMillis) + 1) * intervalMillis;
    }
}
