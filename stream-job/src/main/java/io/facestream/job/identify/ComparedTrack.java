package io.facestream.job.identify;

/**
 * A track that has ended, as two models decided on it. It changes nothing.
 *
 * @param lastSeenMillis capture time of its last face, epoch milliseconds
 * @param modelId of the model in force, which the events follow
 * @param shadowModelId of the other one
 */
public record ComparedTrack(
        String cameraId,
        String trackId,
        long lastSeenMillis,
        long lastSeenMediaMillis,
        String facebankVersion,
        String modelId,
        String shadowModelId,
        Agreement agreement,
        Decision decision,
        Decision shadowDecision) {
    public static final int SCHEMA_VERSION = 1;
}
