package io.facestream.job.journey;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;

/** Identity events for the tests of this package. */
final class JourneyEvents {
    private static final long VISIT_GAP_MILLIS = 10_000;

    private JourneyEvents() {}

    static IdentityEvent identified(String visit, String camera, String person, long from, long to) {
        return event(EventType.IDENTIFIED, visit, camera, person, from, to, to, "");
    }

    static IdentityEvent left(String visit, String camera, String person, long from, long to) {
        return event(EventType.LEFT, visit, camera, person, from, to, to + VISIT_GAP_MILLIS, "");
    }

    static IdentityEvent merged(String visit, String camera, String person, long from, long to) {
        return event(EventType.LEFT, visit, camera, person, from, to, to, "another");
    }

    static IdentityEvent of(EventType type, String visit, String camera, String person, long from, long to) {
        return event(type, visit, camera, person, from, to, to + VISIT_GAP_MILLIS, "");
    }

    private static IdentityEvent event(
            EventType type,
            String visit,
            String camera,
            String person,
            long from,
            long to,
            long at,
            String mergedInto) {
        return new IdentityEventBuilder(type, visit, 0)
                .camera(camera)
                .visit(visit, visit)
                .person(person)
                .at(at, at)
                .searched("v1", "m")
                .stay(from, to, from, to)
                .faces(1, 1)
                .mergedInto(mergedInto)
                .build();
    }
}
