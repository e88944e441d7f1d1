package io.facestream.job.visit;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
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
        events.add(new IdentityEvent(
                IdentityEvent.idOf(frame.cameraId(), type, frame.capturedAtMillis()),
                type,
                frame.cameraId(),
                "",
                "",
                "",
                0,
                0,
                0,
                frame.detail(),
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                0,
                0,
                0,
                0,
                0,
                frame.facebankVersion(),
                frame.modelId(),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                ""));
    }

    /** @param ordinal tells events of one type and visit apart */
    void visit(EventType type, VisitDraft visit, int ordinal, Decision decision) {
        boolean nameless = visit.personId.isEmpty() && type != EventType.APPEARED;
        events.add(new IdentityEvent(
                IdentityEvent.idOf(visit.visitId, type, ordinal),
                type,
                frame.cameraId(),
                visit.lastTrackId,
                visit.visitId,
                visit.personId,
                decision.score(),
                decision.margin(),
                decision.threshold(),
                nameless && decision.reason() != Reason.NONE ? decision.reason().name() : "",
                frame.capturedAtMillis(),
                frame.mediaTimeMillis(),
                visit.x,
                visit.y,
                visit.width,
                visit.height,
                visit.quality,
                frame.facebankVersion(),
                frame.modelId(),
                decision.topK(),
                visit.firstSeenMillis,
                visit.lastSeenMillis,
                visit.firstSeenMediaMillis,
                visit.lastSeenMediaMillis,
                visit.facesDetected,
                visit.facesEmbedded,
                visit.mergedInto));
    }
}
