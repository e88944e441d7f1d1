package io.facestream.job.visit;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.Reason;
import java.util.ArrayList;
import java.util.List;

/** Writes the events of one frame. */
final class EventWriter {
    private final IdentifiedFrame frame;
    private final List<IdentityEvent> events = new ArrayList<>();

    EventWriter(IdentifiedFrame frame) {
        this.frame = frame;
    }

    List<IdentityEvent> written() {
        return events;
    }

    void camera(EventType type) {
        // A camera's own events have no visit: the time tells them apart.
        events.add(event(type, frame.cameraId(), frame.capturedAtMillis())
                .reason(frame.detail())
                .build());
    }

    /** @param ordinal tells events of one type and visit apart */
    void visit(EventType type, VisitDraft visit, int ordinal, Decision decision) {
        boolean nameless = visit.personId.isEmpty() && type != EventType.APPEARED;
        events.add(event(type, visit.visitId, ordinal)
                .visit(visit.visitId, visit.lastTrackId)
                .person(visit.personId)
                .evidence(decision)
                .reason(
                        nameless && decision.reason() != Reason.NONE
                                ? decision.reason().name()
                                : "")
                .face(visit.x, visit.y, visit.width, visit.height, visit.quality)
                .stay(
                        visit.firstSeenMillis,
                        visit.lastSeenMillis,
                        visit.firstSeenMediaMillis,
                        visit.lastSeenMediaMillis)
                .faces(visit.facesDetected, visit.facesEmbedded)
                .mergedInto(visit.mergedInto)
                .build());
    }

    private IdentityEventBuilder event(EventType type, String subject, long ordinal) {
        return new IdentityEventBuilder(type, subject, ordinal)
                .camera(frame.cameraId())
                .at(frame.capturedAtMillis(), frame.mediaTimeMillis())
                .searched(frame.facebankVersion(), frame.modelId());
    }
}
