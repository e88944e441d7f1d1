package io.facestream.job.journey;

import java.util.Comparator;

/** A visit as a part of a journey: where a person was, from when to when. */
public record JourneyStop(String visitId, String cameraId, long firstSeenAtMillis, long lastSeenAtMillis) {
    /** By the time of the first sight; ties by the other fields, so that the order is the same on every machine. */
    static final Comparator<JourneyStop> IN_ORDER = Comparator.comparingLong(JourneyStop::firstSeenAtMillis)
            .thenComparingLong(JourneyStop::lastSeenAtMillis)
            .thenComparing(JourneyStop::cameraId)
            .thenComparing(JourneyStop::visitId);
}
