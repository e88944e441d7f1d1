package io.facestream.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.cluster.TestBroker;
import io.facestream.job.event.Schemas;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two cameras that film at the same time: whom both saw has one journey past both. */
@Timeout(300)
class JourneysIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void whoeverPassesBothCamerasHasOneJourneyAndTheOthersHaveTheirs() throws Exception {
        Path scenes = TestData.shared("video/scenes");
        String topic = TestBroker.topic("journeys", 2, Map.of());
        FailingOnceSink failing = FailingOnceSink.atEvent(12);
        List<JsonNode> events = RunFixture.of(
                        "one=" + scenes.resolve("real1.mp4"), "two=" + scenes.resolve("real2.mp4"))
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("parallelism", 2)
                .with("duration", "18s")
                .with("checkpoint-interval", "500ms")
                .with("events", "kafka://" + TestBroker.servers() + "/" + TestBroker.topic("events", 2, Map.of()))
                .with("sightings", "none")
                .with("annotations-topic", "none")
                .with("dead-letters", "none")
                .with("journeys", topic)
                .sink(failing)
                .run(folder);
        assertThat(FailingOnceSink.LEFT.get()).as("the sink broke").isLessThan(0);

        TreeMap<String, JsonNode> last = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(FaceJob.JOURNEYS_FILE))) {
            JsonNode journey = JSON.readTree(line);
            last.put(journey.get("journeyId").asText(), journey);
        }
        last.values().removeIf(journey -> journey.get("withdrawn").asBoolean());

        assertThat(last.values().stream().map(journey -> journey.get("personId").asText()))
                .as("one journey a person")
                .containsExactlyInAnyOrderElementsOf(RunFixture.people(events));
        assertThat(cameras(last, "p_franck")).containsExactly("two", "one");
        assertThat(cameras(last, "p_d9")).containsExactly("one", "two");
        assertThat(cameras(last, "p_d12")).containsExactly("one");
        assertThat(visits(last)).containsExactlyInAnyOrderElementsOf(namedVisits(events));
        assertThat(inTopic(topic)).isEqualTo(withoutTime(last));
    }

    /** What the compacted topic comes to: the last record of each key. */
    private static Map<String, JsonNode> inTopic(String topic) throws IOException {
        TreeMap<String, JsonNode> last = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : TestBroker.committed(topic)) {
            String line = new String(record.value(), UTF_8);
            assertThat(Schemas.problems(Schemas.published("journey"), line)).isEmpty();
            last.put(new String(record.key(), UTF_8), JSON.readTree(line));
        }
        last.values().removeIf(journey -> journey.get("withdrawn").asBoolean());
        return withoutTime(last);
    }

    private static Map<String, JsonNode> withoutTime(Map<String, JsonNode> journeys) {
        TreeMap<String, JsonNode> without = new TreeMap<>();
        journeys.forEach((id, journey) -> without.put(id, ((ObjectNode) journey.deepCopy()).without("emittedAt")));
        return without;
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
