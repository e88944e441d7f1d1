package io.facestream.job.visit;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.identify.Reason;
import java.util.ArrayList;
import java.util.List;

/** Writes the events of one frame. */
final class EventWriter {
    private final IdentifiedFrame frame;
    private final List<IdentityEvent> events = new ArrayList<>();
    private long dropped;

    EventWriter(IdentifiedFrame frame) {
        this.frame = frame;
    }

    List<IdentityEvent> written() {
        return events;
    }

    /** Events about people who are ignored. */
    long dropped() {
        return dropped;
    }

    void drop(int more) {
        dropped += more;
    }

    /** Sends what was held back, as it was written then; who is ignored by now is no candidate any more. */
    void release(List<IdentityEvent> held) {
        for (IdentityEvent event : held) {
            events.add(frame.ignoring() ? event.withTopK(heard(event.topK())) : event);
        }
    }

    void camera(EventType type) {
        // A camera's own events have no visit: the time tells them apart.
        events.add(event(type, frame.cameraId(), frame.capturedAtMillis())
                .reason(frame.detail())
                .build());
    }

    /** @param ordinal tells events of one type and visit apart */
    void visit(EventType type, VisitDraft visit, int ordinal, Decision decision) {
        if (visit.voice == Voice.OPEN) {
            events.add(written(type, visit, ordinal, decision));
        } else if (visit.voice == Voice.HELD) {
            visit.held.add(written(type, visit, ordinal, decision));
        } else {
            dropped++;
        }
    }

    private IdentityEvent written(EventType type, VisitDraft visit, int ordinal, Decision decision) {
        boolean nameless = visit.personId.isEmpty() && type != EventType.APPEARED;
        return event(type, visit.visitId, ordinal)
                .visit(visit.visitId, visit.lastTrackId)
                .person(visit.personId)
                .evidence(decision.score(), decision.margin(), decision.threshold(), heard(decision.topK()))
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
                .liveness(visit.liveness)
                .build();
    }

    /** Without those who are ignored. */
    private List<RankedPerson> heard(List<RankedPerson> people) {
        return frame.ignoring()
                ? people.stream()
                        .filter(person -> !frame.ignored().contains(person.personId()))
                        .toList()
                : people;
    }

    private IdentityEventBuilder event(EventType type, String subject, long ordinal) {
        return new IdentityEventBuilder(type, subject, ordinal)
                .camera(frame.cameraId())
                .at(frame.capturedAtMillis(), frame.mediaTimeMillis())
                .searched(frame.facebankVersion(), frame.modelId());
    }
}
