package io.facestream.ingest.grab;

/**
 * Makes the positions of a stream's frames strictly increasing. A timestamp that is missing, stands still, jumps back, or jumps
 * ahead by more than an hour is replaced by the previous one plus a frame's usual duration; what follows keeps its distance to it.
 */
final class TimestampRepair {
    /** Stands for a frame without a timestamp. */
    static final long MISSING = Long.MIN_VALUE;

    private static final long LONGEST_JUMP_MILLIS = 3_600_000;

    private final long frameMillis;
    private long previous = -1;
    private long shift;
    private long repaired;

    /** @param frameMillis the usual distance of two frames in milliseconds */
    TimestampRepair(long frameMillis) {
        this.frameMillis = Math.max(1, frameMillis);
    }

    /** Position of the frame that carries this timestamp, both in milliseconds. */
    long positionOf(long timestampMillis) {
        boolean first = previous < 0;
        long position = timestampMillis == MISSING ? previous + frameMillis : timestampMillis + shift;
        boolean bad = timestampMillis == MISSING
                || position <= previous
                || !first && position - previous > LONGEST_JUMP_MILLIS
                || position < 0;
        if (bad) {
            repaired++;
            position = first ? 0 : previous + frameMillis;
            shift = timestampMillis == MISSING ? shift : position - timestampMillis;
        }
        previous = position;
        return position;
    }

    /** How many frames were given another position than their timestamp says. */
    long repaired() {
        return repaired;
    }

    /** Forgets the frames before a seek. */
    void restart() {
        previous = -1;
    }
}
