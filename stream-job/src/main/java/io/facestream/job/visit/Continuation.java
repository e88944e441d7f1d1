package io.facestream.job.visit;

import io.facestream.job.identify.IdentifiedFace;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the visit that a new track continues: somebody who was out of sight, turned away or covered for a moment. */
final class Continuation {
    private static final long NEARBY_MILLIS = 3_000;
    private static final float NEARBY_SIDES = 1.5f;

    private Continuation() {}

    /**
     * @param outOfSight visits that the face may continue
     * @param probe fused unit vector of the face's track; empty before the first shot
     */
    static @Nullable VisitDraft find(
            Collection<VisitDraft> outOfSight, IdentifiedFace face, float[] probe, VisitOptions options) {
        VisitDraft best = null;
        float bestLikeness = 0;
        for (VisitDraft visit : outOfSight) {
            float likeness = likeness(visit, face, probe, options);
            if (likeness > bestLikeness) {
                best = visit;
                bestLikeness = likeness;
            }
        }
        return best;
    }

    /** How well the face continues the visit; 0 if it does not. */
    private static float likeness(VisitDraft visit, IdentifiedFace face, float[] probe, VisitOptions options) {
        if (visit.isNamed()) {
            // A name is never inherited: whoever continues a named visit has to be that person by the evidence of its
            // own shots.
            return face.decision().personId().equals(visit.personId) ? 1 : 0;
        }
        boolean nearby = face.firstSeenMillis() - visit.lastSeenMillis <= NEARBY_MILLIS
                && Math.hypot(visit.x - face.x(), visit.y - face.y())
                        < NEARBY_SIDES * Math.max(visit.width, face.width());
        if (probe.length == 0 || visit.probe.length == 0) {
            // Without a vector on one side only the place can tell.
            return nearby ? Float.MIN_NORMAL : 0;
        }
        float cosine = 0;
        for (int i = 0; i < visit.probe.length; i++) {
            cosine += visit.probe[i] * probe[i];
        }
        return cosine >= (nearby ? options.sameFaceNearby() : options.sameFace()) ? cosine : 0;
    }
}
