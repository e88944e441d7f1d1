package io.facestream.job.kafka;

import java.time.Duration;

/**
 * How long topics keep what names people; their operator says so, and answers for it.
 *
 * @param events and journeys, which are made of them
 * @param useLog the log of use, whose least time the law may say
 */
public record Retention(Duration events, Duration useLog) {
    public Retention {
        positive("keep-events", events);
        positive("keep-use-log", useLog);
    }

    private static void positive(String option, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(option + ": " + time.toDays() + " (expected: at least 1 day)");
        }
    }
}
