package io.facestream.training.data.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightingsTest {
    @TempDir
    Path folder;

    @Test
    void aVisitCountsForWhoItWasInTheEnd() throws Exception {
        Sightings seen = read(
                event("APPEARED", "v1", null, 1),
                event("IDENTIFIED", "v1", "ann", 2),
                event("LEFT", "v1", "ann", 3),
                event("IDENTIFIED", "v2", "ann", 4),
                event("CHANGED", "v2", "bob", 5),
                event("IDENTIFIED", "v3", "bob", 6),
                event("CHANGED", "v3", null, 7),
                event("UNKNOWN", "v4", null, 8),
                event("REIDENTIFIED", "v4", "ann", 9),
                event("CAMERA_DOWN", "", null, 10));
        assertThat(seen.byPerson()).containsOnlyKeys("ann", "bob");
        assertThat(seen.byPerson().get("ann")).isEqualTo(new Sightings.Sighting(2, "2026-01-31T12:00:09Z"));
        assertThat(seen.byPerson().get("bob").visits()).isEqualTo(1);
        assertThat(seen.events()).isEqualTo(10);
    }

    @Test
    void aVisitThatBecamePartOfAnotherDoesNotCount() throws Exception {
        String merged = event("LEFT", "v2", "ann", 3).replace("}", ",\"mergedInto\":\"v1\"}");
        Sightings seen = read(event("IDENTIFIED", "v1", "ann", 1), event("IDENTIFIED", "v2", "ann", 2), merged);
        assertThat(seen.byPerson().get("ann").visits()).isEqualTo(1);
    }

    @Test
    void whoWasErasedIsKnownAndALineThatIsNoEventIsCounted() throws Exception {
        Sightings seen = read(
                event("IDENTIFIED", "v1", "ann", 1), event("PERSON_ERASED", "", "ann", 2), "{\"type\":\"IDENT", "[]");
        assertThat(seen.erased()).containsExactly("ann");
        assertThat(seen.unreadable()).isEqualTo(2);
        Path other = Files.writeString(folder.resolve("other.jsonl"), "{\"a\":1}\n");
        assertThatThrownBy(() -> Sightings.read(other))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no event in it (expected: ");
    }

    private Sightings read(String... lines) throws Exception {
        return Sightings.read(Files.write(folder.resolve("events.jsonl"), java.util.List.of(lines)));
    }

    /** An event with the fields that matter, as docs/events.md has them. */
    static String event(String type, String visit, String person, int second) {
        return "{\"schemaVersion\":1,\"type\":\"" + type + "\",\"visitId\":\"" + visit + "\",\"personId\":"
                + (person == null ? "null" : "\"" + person + "\"") + ",\"capturedAt\":\"2026-01-31T12:00:0" + second
                + "Z\"}";
    }
}
