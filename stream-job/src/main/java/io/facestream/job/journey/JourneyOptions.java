package io.facestream.job.journey;

import java.io.Serializable;

/**
 * Which visits belong together, and how long one is waited for.
 *
 * @param gapMillis longest time between the end of one visit and the start of the next of one journey
 * @param allowedLatenessMillis how far a visit may lag behind the cameras' common clock and still count
 */
public record JourneyOptions(long gapMillis, long allowedLatenessMillis) implements Serializable {
    public JourneyOptions {
        if (gapMillis <= 0) {
            throw new IllegalArgumentException("journey-gap: " + gapMillis + " ms (expected: longer than 0)");
        }
        if (allowedLatenessMillis < 0) {
            throw new IllegalArgumentException(
                    "allowed-lateness: " + allowedLatenessMillis + " ms (expected: 0 or longer)");
        }
    }

    public static JourneyOptions defaults() {
        return new JourneyOptions(300_000, 600_000);
    }
}
