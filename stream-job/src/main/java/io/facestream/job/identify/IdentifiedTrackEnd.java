package io.facestream.job.identify;

/** A track that ended, with the last word on its identity: never {@code PENDING}. */
public record IdentifiedTrackEnd(
        String trackId, boolean confirmed, long lastSeenMillis, long lastSeenMediaMillis, Decision decision) {}
