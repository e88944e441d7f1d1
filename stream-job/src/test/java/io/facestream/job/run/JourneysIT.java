package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two cameras that film at the same time: whom both saw has one journey past both. */
@Timeout(180)
class JourneysIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void whoeverPassesBothCamerasHasOneJourneyAndTheOthersHaveTheirs() throws Exception {
        Path scenes = TestData.shared("video/scenes");
        List<JsonNode> events = RunFixture.of(
                        "one=" + scenes.resolve("real1.mp4"), "two=" + scenes.resolve("real2.mp4"))
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("parallelism", 2)
                .run(folder);

        TreeMap<String, JsonNode> last = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(FaceJob.JOURNEYS_FILE))) {
            JsonNode journey = JSON.readTree(line);
            last.put(journey.get("journeyId").asText(), journey);
        }
        last.values().removeIf(journey -> journey.get("withdrawn").asBoolean());

        assertThat(last.values().stream().map(journey -> journey.get("personId").asText()))
                .as("one journey a person")
                .containsExactlyInAnyOrderElementsOf(RunFixture.people(events));
        assertThat(cameras(last, "p_franck")).containsExactly("two", "one", "two");
        assertThat(cameras(last, "p_d9")).containsExactly("one", "two");
        assertThat(cameras(last, "p_auduno")).containsExactly("two", "one");
        assertThat(cameras(last, "p_d3")).containsExactly("one");
        assertThat(visits(last)).containsExactlyInAnyOrderElementsOf(namedVisits(events));
    }

    private static List<String> cameras(TreeMap<String, JsonNode> journeys, String person) {
        List<String> cameras = new ArrayList<>();
        for (JsonNode journey : journeys.values()) {
            if (journey.get("personId").asText().equals(person)) {
                journey.get("cameras").forEach(camera -> cameras.add(camera.asText()));
            }
        }
        return cameras;
    }

    private static List<String> visits(TreeMap<String, JsonNode> journeys) {
        List<String> visits = new ArrayList<>();
        journeys.values()
                .forEach(journey -> journey.get("visits")
                        .forEach(visit -> visits.add(visit.get("visitId").asText())));
        return visits;
    }

    private static List<String> namedVisits(List<JsonNode> events) {
        return RunFixture.ofType(events, "LEFT").stream()
                .filter(event -> event.hasNonNull("personId") && !event.hasNonNull("mergedInto"))
                .map(event -> event.get("visitId").asText())
                .toList();
    }
}
