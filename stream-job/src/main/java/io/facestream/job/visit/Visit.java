package io.facestream.job.visit;

import static java.util.Objects.requireNonNullElse;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Decision;
import io.facestream.job.observe.Liveness;
import java.util.List;

/**
 * A person's stay before a camera: one track, or several with gaps shorter than the visit gap.
 *
 * @param visitId its first track's id
 * @param tracks live tracks; empty while the face is out of sight
 * @param namedByTrack the track whose evidence gave the name; empty without one
 * @param decision the last one with a name, or else the last one
 * @param probe fused unit vector of the latest track, to recognise the same stranger again; empty before the first shot
 * @param best of all its tracks, to know the same stranger again later
 * @param x box of the last face, frame pixels
 * @param unknownSaid whether the UNKNOWN event went out
 * @param changes number of CHANGED events that went out
 * @param voice what becomes of its events
 * @param held events that wait for the first decision; hardly ever any
 * @param liveness of the track {@code livenessTrack}: the one seen last, or an earlier one that is suspected
 */
public record Visit(
        String visitId,
        List<String> tracks,
        String lastTrackId,
        String personId,
        String namedByTrack,
        Decision decision,
        float[] probe,
        VisitProbe best,
        long firstSeenMillis,
        long firstSeenMediaMillis,
        long lastSeenMillis,
        long lastSeenMediaMillis,
        float x,
        float y,
        float width,
        float height,
        float quality,
        boolean unknownSaid,
        int changes,
        long facesDetected,
        long facesEmbedded,
        Voice voice,
        List<IdentityEvent> held,
        String livenessTrack,
        Liveness liveness) {

    public Visit {
        // state of a version that knew no liveness leaves them out
        livenessTrack = requireNonNullElse(livenessTrack, "");
        liveness = requireNonNullElse(liveness, Liveness.NONE);
    }

    /** The same without what the face looks like: another model says that anew. */
    Visit withoutVectors() {
        VisitDraft draft = new VisitDraft(this);
        draft.probe = new float[0];
        draft.best = VisitProbe.NONE;
        return draft.toVisit();
    }
}
