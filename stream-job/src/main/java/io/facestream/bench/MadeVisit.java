package io.facestream.bench;

import java.io.Serializable;

/**
 * Somebody made up who passes a camera.
 *
 * @param number among those who pass this camera
 * @param person enrolled, by number, or {@link #STRANGER}
 * @param look number of the direction that the person looks like
 * @param fromTick first frame with them in sight
 * @param toTick first frame without them
 * @param cosine of their look in this passage with the person's template
 * @param direction number of the direction by which this passage differs
 */
record MadeVisit(int number, int person, long look, int fromTick, int toTick, int lane, float cosine, int direction)
        implements Serializable {
    static final int STRANGER = -1;

    private static final int FOUND_AT_FIRST = 4;

    boolean isStranger() {
        return person == STRANGER;
    }

    /** A number that looks like chance, the same each time for the same frame. */
    int chanceAt(int tick) {
        long mixed = (look * 31 + number) * 0x9E3779B97F4A7C15L + tick * 0xC2B2AE3D27D4EB4FL;
        mixed ^= mixed >>> 29;
        mixed *= 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 33);
    }

    /** Whether the detector does not find the face in a frame; in the first ones, which begin the track, it does. */
    boolean isMissedAt(int tick, int of) {
        return tick > fromTick + FOUND_AT_FIRST && (chanceAt(tick) >>> 16) % of == 0;
    }
}
