package io.facestream.job.identify;

/**
 * A face of a frame with what is known of its track.
 *
 * @param embedded whether this face itself was embedded
 * @param probe the track's fused unit vector if it changed with this frame, else empty
 */
public record IdentifiedFace(
        String trackId,
        long firstSeenMillis,
        long firstSeenMediaMillis,
        boolean confirmed,
        float x,
        float y,
        float width,
        float height,
        float quality,
        boolean embedded,
        Decision decision,
        float[] probe) {}
