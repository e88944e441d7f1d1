package io.facestream.job.track;

/** A track whose face is gone, with what was seen of it. */
public record TrackEnd(
        String trackId,
        boolean confirmed,
        long firstSeenMillis,
        long firstSeenMediaMillis,
        long lastSeenMillis,
        long lastSeenMediaMillis) {}
