package io.facestream.job.visit;

import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.IdentifiedFrame;
import java.util.ArrayList;
import java.util.List;

/** A visit while a frame is worked on. */
final class VisitDraft {
    final String visitId;
    final List<String> tracks;
    final long firstSeenMillis;
    final long firstSeenMediaMillis;
    boolean appearedSaid;
    String lastTrackId;
    String personId;
    String namedByTrack;
    String mergedInto = "";
    Decision decision;
    float[] probe;
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

    /** A new visit, begun by a face's track. */
    VisitDraft(IdentifiedFace face, IdentifiedFrame frame) {
        visitId = face.trackId();
        tracks = new ArrayList<>();
        firstSeenMillis = face.firstSeenMillis();
        firstSeenMediaMillis = face.firstSeenMediaMillis();
        lastTrackId = face.trackId();
        personId = "";
        namedByTrack = "";
        decision = Decision.PENDING;
        probe = new float[0];
        lastSeenMillis = frame.capturedAtMillis();
    }

    VisitDraft(Visit visit) {
        visitId = visit.visitId();
        tracks = new ArrayList<>(visit.tracks());
        firstSeenMillis = visit.firstSeenMillis();
        firstSeenMediaMillis = visit.firstSeenMediaMillis();
        appearedSaid = true;
        lastTrackId = visit.lastTrackId();
        personId = visit.personId();
        namedByTrack = visit.namedByTrack();
        decision = visit.decision();
        probe = visit.probe();
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
    }

    boolean isNamed() {
        return !personId.isEmpty();
    }

    /** Counts what was seen of a track before it belonged to this visit. */
    void add(WaitingTrack track) {
        facesDetected += track.facesDetected();
        facesEmbedded += track.facesEmbedded();
        if (track.probe().length > 0) {
            probe = track.probe();
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
        if (face.probe().length > 0) {
            probe = face.probe();
        }
    }

    /** Takes over another visit of the same person. */
    void absorb(VisitDraft later, Decision itsDecision) {
        tracks.addAll(later.tracks);
        lastTrackId = later.lastTrackId;
        namedByTrack = later.lastTrackId;
        decision = itsDecision;
        probe = later.probe;
        lastSeenMillis = later.lastSeenMillis;
        lastSeenMediaMillis = later.lastSeenMediaMillis;
        x = later.x;
        y = later.y;
        width = later.width;
        height = later.height;
        quality = later.quality;
        facesDetected += later.facesDetected;
        facesEmbedded += later.facesEmbedded;
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
                facesEmbedded);
    }
}
