package io.facestream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreetTruthTest {
    private static final MadeStreet STREET = new MadeStreet(1, 100, 600, 8, 20);

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private MadeVisit visit;

    @BeforeEach
    void everythingIsSaid() {
        List<MadeVisit> visits = STREET.visits(0);
        assertThat(visits).hasSizeGreaterThan(1);
        visit = visits.get(0);
        for (MadeVisit each : visits) {
            say("APPEARED", each, "null");
            say("IDENTIFIED", each, each.isStranger() ? "null" : "\"person" + each.person() + "\"");
            say("LEFT", each, "null");
        }
    }

    @Test
    void whatHappenedIsRight() throws IOException {
        assertThat(truth()).matches(StreetTruth::isRight);
    }

    @Test
    void anotherOnesNameIsWrong() throws IOException {
        say("CHANGED", visit, "\"person99\"");
        assertThat(truth().wrong()).isEqualTo(1);
        assertThat(truth().isRight()).isFalse();
    }

    @Test
    void aVisitThatIsSaidTwiceOrNotIsMissed() throws IOException {
        say("LEFT", visit, "null");
        assertThat(truth().lost()).isEqualTo(1);
        lines.clear();
        assertThat(truth().lost()).isEqualTo(truth().visits());
    }

    @Test
    void aVisitThatNobodyMadeIsInvented() throws IOException {
        lines.add("{\"type\":\"APPEARED\",\"eventId\":\"x\",\"visitId\":\"camera0-1-0\",\"personId\":null}");
        assertThat(truth().invented()).isEqualTo(1);
    }

    private void say(String type, MadeVisit of, String person) {
        lines.add(String.format(
                "{\"type\":\"%s\",\"eventId\":\"%d\",\"visitId\":\"camera0-%d-0\",\"personId\":%s}",
                type, lines.size(), STREET.millisAt(of.fromTick()), person));
    }

    private StreetTruth truth() throws IOException {
        Path events = folder.resolve("events.jsonl");
        Files.write(events, lines);
        return StreetTruth.of(STREET, events, 0.5);
    }
}
