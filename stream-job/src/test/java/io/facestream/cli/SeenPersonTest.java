package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenPersonTest {
    @Test
    void aVisitIsReadFromItsLastEvent(@TempDir Path folder) throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), """
                {"type":"IDENTIFIED","cameraId":"b","personId":"ann","score":0.5}
                {"type":"LEFT","cameraId":"b","personId":"ann","score":0.71,"firstSeenMediaTimeMillis":1200,"lastSeenMediaTimeMillis":65100}
                {"type":"LEFT","cameraId":"a","personId":null,"score":0.12,"firstSeenMediaTimeMillis":0,"lastSeenMediaTimeMillis":900}
                """);

        List<SeenPerson> seen = SeenPerson.read(events);

        assertThat(seen)
                .containsExactly(
                        new SeenPerson(null, "a", 0, 900, 0.12), //
                        new SeenPerson("ann", "b", 1200, 65100, 0.71));
    }

    @Test
    void theTableShowsTimesAsMinutesAndSeconds() {
        StringWriter text = new StringWriter();

        SeenPerson.printTable(List.of(new SeenPerson("ann", "door", 1200, 65100, 0.71)), new PrintWriter(text, true));

        assertThat(text.toString())
                .contains("ann")
                .contains("0:01.2")
                .contains("1:05.1")
                .contains("0.710");
    }
}
