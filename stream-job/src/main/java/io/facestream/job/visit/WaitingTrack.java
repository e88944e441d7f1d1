package io.facestream.job.visit;

/**
 * A track that belongs to no visit yet: what it looks like decides whether it continues an earlier visit.
 *
 * @param probe its fused unit vector; empty before the first shot
 */
public record WaitingTrack(String trackId, long facesDetected, long facesEmbedded, float[] probe) {
    WaitingTrack withoutVector() {
        return new WaitingTrack(trackId, facesDetected, facesEmbedded, new float[0]);
    }
}
