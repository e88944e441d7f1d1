package io.facestream.job.event;

import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.deadletter.DeadLetterJson;
import io.facestream.job.identify.Outcome;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.journey.Journey;
import io.facestream.job.journey.JourneyJson;
import io.facestream.job.journey.JourneyStop;
import io.facestream.job.render.AnnotatedFace;
import io.facestream.job.render.Annotation;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One event of each type, the same at every run. */
final class EventSamples {
    private static final Instant EMITTED = Instant.parse("2026-01-31T12:00:05.250Z");
    private static final long CAPTURED =
            Instant.parse("2026-01-31T12:00:04.100Z").toEpochMilli();
    private static final String VISIT = "door/1769860801000/0";
    private static final String FACEBANK = "1.17";
    private static final String MODEL = "5f3c9a0e6d1b4c7f8a2e1d0c9b8a7f6e5d4c3b2a190817263544536271809fab";
    private static final Set<EventType> OF_A_CAMERA =
            EnumSet.of(EventType.CAMERA_UP, EventType.CAMERA_DOWN, EventType.GAP);

    private EventSamples() {}

    static String line(EventType type) {
        return EventJson.write(event(type), EMITTED);
    }

    static String write(IdentityEvent event) {
        return EventJson.write(event, EMITTED);
    }

    static IdentityEventBuilder builder(EventType type) {
        return new IdentityEventBuilder(type, VISIT, 0)
                .camera("door")
                .at(CAPTURED, -1)
                .searched(FACEBANK, MODEL)
                .visit(VISIT, VISIT);
    }

    static IdentityEvent event(EventType type) {
        if (type == EventType.PERSON_ERASED) {
            return new IdentityEventBuilder(type, "p7", 0)
                    .person("p7")
                    .at(CAPTURED, -1)
                    .searched(FACEBANK, "")
                    .build();
        }
        IdentityEventBuilder event = new IdentityEventBuilder(type, VISIT, 0)
                .camera("door")
                .at(CAPTURED, -1)
                .searched(FACEBANK, MODEL);
        if (OF_A_CAMERA.contains(type)) {
            return event.reason(type == EventType.CAMERA_UP ? "" : "no frame for 10 s")
                    .build();
        }
        if (type == EventType.STRANGERS_MERGED || type == EventType.STRANGER_SPLIT) {
            return event.stranger("s-12", 0)
                    .otherStranger("s-31")
                    .reason("ONE_FACE")
                    .build();
        }
        event.visit(VISIT, VISIT)
                .evidence(
                        0.6123f, 0.31f, 0.3541f, List.of(new RankedPerson("p7", 0.6123f), new RankedPerson("p2", 0.3f)))
                .face(412.4f, 118.6f, 64, 80, 0.8712f)
                .stay(CAPTURED - 3_100, CAPTURED, 0, 3_100)
                .faces(24, 5);
        return switch (type) {
            case IDENTIFIED, CHANGED, LEFT -> event.person("p7").build();
            case REIDENTIFIED ->
                event.person("p7")
                        .supersedes(IdentityEvent.idOf(VISIT, EventType.UNKNOWN, 0))
                        .build();
            case STRANGER_SEEN -> event.stranger("s-12", 3).build();
            case UNKNOWN -> event.reason("BELOW_THRESHOLD").build();
            default -> event.build();
        };
    }

    static String deadLetter() {
        return DeadLetterJson.write(new DeadLetter(
                "NOT_A_PICTURE", "frames", 3, 4711, 350_000, "ab".repeat(32), "no JPEG header (expected: FF D8)"));
    }

    /** One that holds, and one that was withdrawn. */
    static List<String> journeys() {
        String id = "3b241101-e2bb-4255-8caf-4136c566a962";
        List<JourneyStop> stops = List.of(
                new JourneyStop("door/1/0", "door", CAPTURED - 60_000, CAPTURED - 50_000),
                new JourneyStop("hall/2/0", "hall", CAPTURED - 40_000, CAPTURED));
        return Stream.of(
                        new Journey(id, 2, "p7", stops, List.of(id.replace('3', '4')), ""),
                        new Journey(id, 3, "p7", List.of(), List.of(), id.replace('3', '5')))
                .map(journey -> JourneyJson.write(journey, EMITTED))
                .toList();
    }

    static Annotation annotation() {
        return new Annotation(
                "door",
                CAPTURED,
                -1,
                List.of(new AnnotatedFace(VISIT, 412.4f, 118.6f, 64, 80, Outcome.IDENTIFIED, "p7", 0.6123f)));
    }
}
