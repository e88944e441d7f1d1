package io.facestream.job.visit;

/**
 * A visit that has ended without a name, as it is kept for later: biometric data of somebody unknown.
 *
 * @param probe never without a vector
 * @param saidBy id of the event that said that nobody is named: what a correction supersedes
 * @param x box of the last face, frame pixels
 * @param leftAtMillis capture time at which it was closed
 */
public record UnnamedVisit(
        String visitId,
        String cameraId,
        String lastTrackId,
        VisitProbe probe,
        String saidBy,
        float x,
        float y,
        float width,
        float height,
        float quality,
        long firstSeenMillis,
        long lastSeenMillis,
        long firstSeenMediaMillis,
        long lastSeenMediaMillis,
        long leftAtMillis,
        long leftAtMediaMillis,
        long facesDetected,
        long facesEmbedded,
        String facebankVersion,
        String modelId) {

    /** The same with another probe. */
    public UnnamedVisit with(VisitProbe other) {
        return new UnnamedVisit(
                visitId,
                cameraId,
                lastTrackId,
                other,
                saidBy,
                x,
                y,
                width,
                height,
                quality,
                firstSeenMillis,
                lastSeenMillis,
                firstSeenMediaMillis,
                lastSeenMediaMillis,
                leftAtMillis,
                leftAtMediaMillis,
                facesDetected,
                facesEmbedded,
                facebankVersion,
                modelId);
    }

    /** Says which visit it is, never what it holds. */
    @Override
    public String toString() {
        return "UnnamedVisit[visitId=" + visitId + "]";
    }
}
