package io.facestream.job.visit;

import java.io.Serializable;

/**
 * When a visit goes on and when it ends.
 *
 * @param gapMillis a visit survives its face being out of sight for so long
 * @param sameFace cosine, for visits without a name, of two tracks' probes from which the later one continues the earlier one's visit
 * @param sameFaceNearby the same if the face comes back close to where it was lost
 * @param patienceMillis a track that yields no embedding becomes a visit of its own after this time
 */
public record VisitOptions(long gapMillis, float sameFace, float sameFaceNearby, long patienceMillis)
        implements Serializable {
    public static VisitOptions defaults() {
        return new VisitOptions(10_000, 0.42f, 0.36f, 1_000);
    }

    public VisitOptions withGapMillis(long millis) {
        return new VisitOptions(millis, sameFace, sameFaceNearby, patienceMillis);
    }
}
