package io.facestream.job.visit;

import io.facestream.job.identify.IdentifiedFace;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the visit that a new track continues: somebody who was out of sight, turned away or covered for a moment. */
final class Continuation {
    private static final long NEARBY_MILLIS = 3_000;
    private static final float NEARBY_SIDES = 1.5f;

    private Continuation() {}

    /** @param outOfSight visits that the face may continue */
    static @Nullable VisitDraft find(Collection<VisitDraft> outOfSight, IdentifiedFace face, VisitOptions options) {
        VisitDraft best = null;
        float bestLikeness = 0;
        for (VisitDraft visit : outOfSight) {
            float likeness = likeness(visit, face, options);
            if (likeness > bestLikeness) {
                best = visit;
                bestLikeness = likeness;
            }
        }
        return best;
    }

    /** How well the face continues the visit; 0 if it does not. */
    private static float likeness(VisitDraft visit, IdentifiedFace face, VisitOptions options) {
        boolean nearby = face.firstSeenMillis() - visit.lastSeenMillis <= NEARBY_MILLIS
                && Math.hypot(visit.x - face.x(), visit.y - face.y()) < NEARBY_SIDES * Math.max(visit.width, face.width());
        if (face.probe().length == 0 || visit.probe.length == 0) {
            // Without a vector on one side only the place can tell.
            return nearby ? Float.MIN_NORMAL : 0;
        }
        if (face.decision().isIdentified() && visit.isNamed()) {
            return face.decision().personId().equals(visit.personId) ? 1 : 0;
        }
        float cosine = 0;
        for (int i = 0; i < visit.probe.length; i++) {
            cosine += visit.probe[i] * face.probe()[i];
        }
        return cosine >= (nearby ? options.sameFaceNearby() : options.sameFace()) ? cosine : 0;
    }
}
