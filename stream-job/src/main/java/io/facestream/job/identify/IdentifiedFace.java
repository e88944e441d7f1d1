package io.facestream.job.identify;

import io.facestream.job.observe.Liveness;

/**
 * A face of a frame with what is known of its track.
 *
 * @param embedded whether this face itself was embedded
 * @param probe the track's fused unit vector if it changed with this frame, else empty
 * @param liveness of the track by its shots so far
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
        float[] probe,
        Liveness liveness) {

    /** A face where nobody asks whether it is live. */
    public IdentifiedFace(
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
            float[] probe) {
        this(
                trackId,
                firstSeenMillis,
                firstSeenMediaMillis,
                confirmed,
                x,
                y,
                width,
                height,
                quality,
                embedded,
                decision,
                probe,
                Liveness.NONE);
    }
}
