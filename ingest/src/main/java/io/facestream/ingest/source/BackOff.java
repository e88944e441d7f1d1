package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraException;
import java.time.Duration;

/**
 * How long to wait before a camera is tried again: 1, 2, 4 and then every 4 seconds while it does not answer, so that its return is
 * seen within 5; up to 30 seconds where somebody has to correct a password or an address first, so that no account is locked.
 */
public final class BackOff {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 4_000;
    private static final long LONGEST_FOR_ATTENTION_MILLIS = 30_000;

    private long nextMillis = FIRST_MILLIS;

    /** How long to wait after this failure. */
    public Duration after(CameraException failure) {
        long longest = failure.needsAttention() ? LONGEST_FOR_ATTENTION_MILLIS : LONGEST_MILLIS;
        long wait = Math.min(nextMillis, longest);
        nextMillis = Math.min(wait * 2, longest);
        return Duration.ofMillis(wait);
    }

    /** The camera gives frames. */
    public void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
