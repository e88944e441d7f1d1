package io.facestream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One visit as its last event tells it.
 *
 * @param personId null for somebody who is not in the facebank
 * @param fromMillis position in the recording where the face was seen first
 * @param toMillis position where it was seen last
 * @param score cosine of the decision, or of the best candidate
 */
record SeenPerson(@Nullable String personId, String cameraId, long fromMillis, long toMillis, double score) {

    /** The visits of a file of events, in the order of cameras and times. */
    static List<SeenPerson> read(Path events) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<SeenPerson> seen = new ArrayList<>();
        for (String line : Files.readAllLines(events)) {
            JsonNode event = json.readTree(line);
            if (event.path("type").asText().equals("LEFT")) {
                seen.add(new SeenPerson(
                        event.path("personId").textValue(),
                        event.path("cameraId").asText(),
                        event.path("firstSeenMediaTimeMillis").asLong(),
                        event.path("lastSeenMediaTimeMillis").asLong(),
                        event.path("score").asDouble()));
            }
        }
        seen.sort(Comparator.comparing(SeenPerson::cameraId).thenComparingLong(SeenPerson::fromMillis));
        return seen;
    }

    static void printTable(List<SeenPerson> seen, PrintWriter out) {
        out.printf("  %-16s %-10s %8s %8s %8s%n", "person", "camera", "from", "to", "score");
        for (SeenPerson visit : seen) {
            out.printf(
                    Locale.ROOT,
                    "  %-16s %-10s %8s %8s %8.3f%n",
                    visit.personId() == null ? "(unknown)" : visit.personId(),
                    visit.cameraId(),
                    time(visit.fromMillis()),
                    time(visit.toMillis()),
                    visit.score());
        }
    }

    private static String time(long millis) {
        return String.format(Locale.ROOT, "%d:%04.1f", millis / 60_000, millis % 60_000 / 1000.0);
    }
}
