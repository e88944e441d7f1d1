package io.facestream.console.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.console.http.Access;
import io.facestream.console.http.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisitBookTest {
    private final VisitBook book = new VisitBook();

    @Test
    void whatIsSaidOfTheStrangerLeavesTheScoreAsItWas() {
        event("1", "APPEARED", "desk", "2026-05-04T08:15:30Z", "\"personId\": null, \"score\": 0.1");
        event(
                "2",
                "REIDENTIFIED",
                "desk",
                "2026-05-04T08:15:31Z",
                "\"personId\": \"ann\", \"score\": 0.9, \"quality\": 0.8");
        event(
                "3",
                "STRANGER_SEEN",
                "desk",
                "2026-05-04T08:15:32Z",
                "\"score\": 0.0, \"quality\": 0.0, \"strangerId\": \"s\"");
        event("3", "APPEARED", "desk", "2026-05-04T08:15:33Z", "\"score\": 0.3");

        Visit visit = book.visit("desk-1").orElseThrow();
        assertThat(visit.personId()).isEqualTo("ann");
        assertThat(visit.score()).isEqualTo(0.9);
        assertThat(visit.quality()).isEqualTo(0.8);
        assertThat(visit.strangerId()).isEqualTo("s");
        assertThat(book.events()).as("an id counts once").isEqualTo(3);
    }

    @Test
    void visitsAreFilteredByTimesAndNotByTheirTexts() {
        event("1", "APPEARED", "desk", "2026-05-04T08:15:30Z", "\"score\": 0.1");
        event("2", "LEFT", "desk", "2026-05-04T08:15:40.250Z", "\"lastSeenAt\": \"2026-05-04T08:15:40.250Z\"");

        assertThat(found("2026-05-04T08:15:40Z", "")).isTrue();
        assertThat(found("2026-05-04T08:15:40.250Z", "")).isTrue();
        assertThat(found("2026-05-04T08:15:40.251Z", "")).isFalse();
        assertThat(found("", "2026-05-04T08:15:30.000Z")).isTrue();
        assertThat(found("", "2026-05-04T08:15:29.999Z")).isFalse();
    }

    @Test
    void aVisitOfACameraThatOneMayNotSeeIsNotFound() {
        event("1", "APPEARED", "desk", "2026-05-04T08:15:30Z", "\"score\": 0.1");

        assertThat(book.newest(filter(Optional.of(Set.of("door")), Optional.empty(), Optional.empty()), 9))
                .isEmpty();
    }

    private boolean found(String from, String to) {
        return !book.newest(filter(Optional.empty(), time(from), time(to)), 9).isEmpty();
    }

    private static Optional<Instant> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static VisitFilter filter(Optional<Set<String>> cameras, Optional<Instant> from, Optional<Instant> to) {
        Access access = new Access("somebody", Role.VIEWER, cameras);
        Optional<String> any = Optional.empty();
        return new VisitFilter(access, any, any, any, from, to, Optional.empty());
    }

    private void event(String id, String type, String camera, String at, String more) {
        book.add("{\"eventId\": \"" + id + "\", \"type\": \"" + type + "\", \"cameraId\": \"" + camera
                + "\", \"visitId\": \"" + camera + "-1\", \"capturedAt\": \"" + at + "\", " + more + "}");
    }
}
