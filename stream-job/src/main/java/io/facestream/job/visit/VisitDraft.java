package io.facestream.job.visit;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.observe.Liveness;
import java.util.ArrayList;
import java.util.List;

/** A visit while a frame is worked on. */
final class VisitDraft {
    final String visitId;
    final List<String> tracks;
    final long firstSeenMillis;
    final long firstSeenMediaMillis;
    final List<IdentityEvent> held;
    Voice voice = Voice.OPEN;
    boolean appearedSaid;
    String lastTrackId;
    String personId;
    String namedByTrack;
    String mergedInto = "";
    Decision decision;
    float[] probe;
    VisitProbe best;
    long lastSeenMillis;
    long lastSeenMediaMillis;
    float x;
    float y;
    float width;
    float height;
    float quality;
    boolean unknownSaid;
    int changes;
    long facesDetected;
    long facesEmbedded;
    String livenessTrack = "";
    Liveness liveness = Liveness.NONE;

    /** A new visit, begun by a face's track. */
    VisitDraft(IdentifiedFace face, IdentifiedFrame frame) {
        visitId = face.trackId();
        tracks = new ArrayList<>();
        held = new ArrayList<>();
        firstSeenMillis = face.firstSeenMillis();
        firstSeenMediaMillis = face.firstSeenMediaMillis();
        lastTrackId = face.trackId();
        personId = "";
        namedByTrack = "";
        decision = Decision.PENDING;
        probe = new float[0];
        best = VisitProbe.NONE;
        lastSeenMillis = frame.capturedAtMillis();
    }

    VisitDraft(Visit visit) {
        visitId = visit.visitId();
        tracks = new ArrayList<>(visit.tracks());
        held = new ArrayList<>(visit.held());
        voice = visit.voice();
        firstSeenMillis = visit.firstSeenMillis();
        firstSeenMediaMillis = visit.firstSeenMediaMillis();
        appearedSaid = true;
        lastTrackId = visit.lastTrackId();
        personId = visit.personId();
        namedByTrack = visit.namedByTrack();
        decision = visit.decision();
        probe = visit.probe();
        best = visit.best();
        lastSeenMillis = visit.lastSeenMillis();
        lastSeenMediaMillis = visit.lastSeenMediaMillis();
        x = visit.x();
        y = visit.y();
        width = visit.width();
        height = visit.height();
        quality = visit.quality();
        unknownSaid = visit.unknownSaid();
        changes = visit.changes();
        facesDetected = visit.facesDetected();
        facesEmbedded = visit.facesEmbedded();
        livenessTrack = visit.livenessTrack();
        liveness = visit.liveness();
    }

    boolean isNamed() {
        return !personId.isEmpty();
    }

    /** Counts what was seen of a track before it belonged to this visit. */
    void add(WaitingTrack track, Decision itsDecision) {
        facesDetected += track.facesDetected();
        facesEmbedded += track.facesEmbedded();
        look(track.probe(), itsDecision);
    }

    private void look(float[] unit, Decision itsDecision) {
        if (unit.length > 0) {
            probe = unit;
            best = best.orBetter(new VisitProbe(unit, Math.max(1, itsDecision.shots()), itsDecision.topK()));
        }
    }

    void see(IdentifiedFace face, IdentifiedFrame frame) {
        lastTrackId = face.trackId();
        lastSeenMillis = frame.capturedAtMillis();
        lastSeenMediaMillis = frame.mediaTimeMillis();
        x = face.x();
        y = face.y();
        width = face.width();
        height = face.height();
        quality = face.quality();
        look(face.probe(), face.decision());
        heed(face.trackId(), face.liveness());
    }

    /** A track speaks for the visit as long as it lasts; a suspicion stays, whoever comes after. */
    private void heed(String trackId, Liveness seen) {
        boolean sameTrack = trackId.equals(livenessTrack);
        if (seen.isScored() && (sameTrack || !liveness.suspected() || seen.suspected())) {
            livenessTrack = trackId;
            liveness = seen;
        }
    }

    /** Takes over another visit of the same person. */
    void absorb(VisitDraft later, Decision itsDecision) {
        tracks.addAll(later.tracks);
        lastTrackId = later.lastTrackId;
        namedByTrack = later.lastTrackId;
        decision = itsDecision;
        probe = later.probe;
        best = best.orBetter(later.best);
        lastSeenMillis = later.lastSeenMillis;
        lastSeenMediaMillis = later.lastSeenMediaMillis;
        x = later.x;
        y = later.y;
        width = later.width;
        height = later.height;
        quality = later.quality;
        facesDetected += later.facesDetected;
        facesEmbedded += later.facesEmbedded;
        heed(later.livenessTrack, later.liveness);
    }

    /** Whether it was looked at, has no name, and is nobody of whom nothing is to be heard. */
    boolean isToBeRemembered() {
        return !isNamed() && best.shots() > 0 && voice == Voice.OPEN;
    }

    /** The visit as it is kept when it ends without a name. */
    UnnamedVisit toUnnamed(IdentifiedFrame frame) {
        return new UnnamedVisit(
                visitId,
                frame.cameraId(),
                lastTrackId,
                best.without(frame.ignored()),
                saidBy(),
                x,
                y,
                width,
                height,
                quality,
                firstSeenMillis,
                lastSeenMillis,
                firstSeenMediaMillis,
                lastSeenMediaMillis,
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                facesDetected,
                facesEmbedded,
                frame.facebankVersion(),
                frame.modelId());
    }

    /** The event that said last that nobody is named. */
    private String saidBy() {
        if (changes > 0) {
            return IdentityEvent.idOf(visitId, EventType.CHANGED, changes - 1);
        }
        return IdentityEvent.idOf(visitId, unknownSaid ? EventType.UNKNOWN : EventType.LEFT, 0);
    }

    Visit toVisit() {
        return new Visit(
                visitId,
                List.copyOf(tracks),
                lastTrackId,
                personId,
                namedByTrack,
                decision,
                probe,
                best,
                firstSeenMillis,
                firstSeenMediaMillis,
                lastSeenMillis,
                lastSeenMediaMillis,
                x,
                y,
                width,
                height,
                quality,
                unknownSaid,
                changes,
                facesDetected,
                facesEmbedded,
                voice,
                List.copyOf(held),
                livenessTrack,
                liveness);
    }
}
