package io.facestream.job.stranger;

import io.facestream.job.visit.UnnamedVisit;
import java.util.Comparator;

/**
 * A visit of a stranger, as far as it is needed to know them again.
 *
 * @param unit fused unit vector
 * @param shots embeddings in it
 */
public record StrangerVisit(
        String visitId,
        String cameraId,
        float[] unit,
        int shots,
        long firstSeenMillis,
        long lastSeenMillis,
        long leftAtMillis) {

    static final Comparator<StrangerVisit> IN_ORDER =
            Comparator.comparingLong(StrangerVisit::leftAtMillis).thenComparing(StrangerVisit::visitId);

    static StrangerVisit of(UnnamedVisit visit) {
        return new StrangerVisit(
                visit.visitId(),
                visit.cameraId(),
                visit.probe().unit(),
                visit.probe().shots(),
                visit.firstSeenMillis(),
                visit.lastSeenMillis(),
                visit.leftAtMillis());
    }

    /** Whether both were before one camera at a time: then they are two people. */
    boolean isBeside(StrangerVisit other) {
        return cameraId.equals(other.cameraId)
                && firstSeenMillis < other.lastSeenMillis
                && other.firstSeenMillis < lastSeenMillis;
    }

    /** Says which visit it is, never what it holds. */
    @Override
    public String toString() {
        return "StrangerVisit[visitId=" + visitId + "]";
    }
}
