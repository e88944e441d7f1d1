package io.facestream.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.cluster.TestBroker;
import io.facestream.job.event.Schemas;
import io.facestream.job.kafka.KafkaRefusedException;
import io.facestream.job.uselog.ChainCheck;
import io.facestream.job.uselog.Review;
import io.facestream.job.uselog.UseEntry;
import io.facestream.job.uselog.UseLog;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events in topics: committed ones once, sightings at once, whatever happens in between. */
@Timeout(180)
class KafkaEventsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void afterAFailureTheTopicsHoldWhatAnUndisturbedRunGives() throws Exception {
        List<JsonNode> undisturbed = run("undisturbed").run(folder.resolve("undisturbed"));
        String events = TestBroker.topic("events", 2, Map.of());
        String sightings = TestBroker.topic("sightings", 2, Map.of());
        String annotations = TestBroker.topic("annotations", 2, Map.of());

        String useLog = TestBroker.topic("use-log", 2, Map.of());

        FailingOnceSink failing = FailingOnceSink.atEvent(6);
        run("broken")
                .with("events", "kafka://" + TestBroker.servers() + "/" + events)
                .with("sightings", sightings)
                .with("annotations-topic", annotations)
                .with("dead-letters", "none")
                .with("use-log", useLog)
                .with("journeys", "none")
                .with("checkpoint-interval", "300ms")
                .sink(failing)
                .run(folder.resolve("broken"));

        assertThat(FailingOnceSink.LEFT.get()).as("the sink broke").isLessThan(0);
        assertThat(undisturbed).hasSizeGreaterThan(6);
        List<ConsumerRecord<byte[], byte[]>> committed = TestBroker.committed(events);
        assertThat(RunFixture.comparable(values(committed))).isEqualTo(RunFixture.comparable(undisturbed));
        assertThat(ids(values(committed))).doesNotHaveDuplicates();
        assertThat(ids(values(TestBroker.committed(sightings)))).containsAll(ids(undisturbed));
        assertThat(committed).allSatisfy(record -> {
            assertThat(new String(record.key(), UTF_8))
                    .isEqualTo(JSON.readTree(record.value()).get("cameraId").asText());
            assertThat(Schemas.problems(Schemas.published("identity-event"), new String(record.value(), UTF_8)))
                    .isEmpty();
            assertThat(header(record, "schema-version")).isEqualTo("1");
            assertThat(header(record, "content-type")).isEqualTo("application/json");
        });
        theLogsOfUseHoldAndSayTheSame(useLog);
        assertThat(values(TestBroker.committed(annotations))).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame.get("faces")).isNotEmpty();
            assertThat(Schemas.problems(Schemas.published("annotation"), frame.toString()))
                    .isEmpty();
        });
    }

    /** The run that broke, in its topic and its file, and the one that did not. */
    private void theLogsOfUseHoldAndSayTheSame(String topic) throws Exception {
        String place = "kafka://" + TestBroker.servers() + "/" + topic;
        List<JsonNode> undisturbed =
                useLog(folder.resolve("undisturbed/use-log.jsonl").toString());
        List<JsonNode> file = useLog(folder.resolve("broken/use-log.jsonl").toString());
        List<JsonNode> committed = useLog(place);
        assertThat(committed.toString().replaceAll("\"emittedAt\":\"[^\"]*\"", ""))
                .as("hashes and all")
                .isEqualTo(file.toString().replaceAll("\"emittedAt\":\"[^\"]*\"", ""));
        assertThat(said(committed)).isEqualTo(said(undisturbed));
        assertThat(committed)
                .extracting(entry -> entry.get("kind").asText())
                .startsWith("STARTED", "DATABASE")
                .contains("CAMERA_UP", "MATCH")
                .endsWith("ENDED");
        for (JsonNode entry : committed) {
            assertThat(Schemas.problems(Schemas.published("use-log"), entry.toString()))
                    .isEmpty();
        }

        JsonNode match = committed.stream()
                .filter(entry -> entry.get("kind").asText().equals("MATCH"))
                .findFirst()
                .orElseThrow();
        UseLog log = UseLog.of(place, Map.of());
        log.review(new Review(match.get("eventId").asText(), "Ann, desk", true, ""), Instant.now());
        UseEntry second = log.review(new Review(match.get("eventId").asText(), "Bob", false, ""), Instant.now());
        assertThat(second.sequence()).isEqualTo(1);
        assertThat(useLog(place)).hasSize(committed.size() + 2);
    }

    /** What a log says, after it was found to hold. */
    private static List<JsonNode> useLog(String place) throws IOException {
        TestBroker.settle();
        ChainCheck check = new ChainCheck(Map.of(), false);
        List<JsonNode> entries = new ArrayList<>();
        UseLog.of(place, Map.of()).read(entry -> {
            check.add(entry);
            entries.add(entry.json());
        });
        assertThat(check.findings()).as(place).isNotEmpty();
        assertThat(check.findings()).as(place).allMatch(finding -> finding.broken() == null);
        return entries;
    }

    /** But for the run, by which chains differ. */
    private static List<String> said(List<JsonNode> entries) {
        return entries.stream()
                .map(entry -> ((ObjectNode) entry.deepCopy())
                        .without(List.of("run", "job", "hash", "previousHash", "emittedAt"))
                        .toString())
                .toList();
    }

    @Test
    void clientSettingsReachTheClientsAndAWrongOneIsOneLine() {
        RunFixture wrong = run("wrong")
                .with("events", "kafka://" + TestBroker.servers() + "/events")
                .with("kafka.security.protocol", "PLAIN_TEXT")
                .with("kafka.ssl.truststore.password", "s3cret");
        assertThatThrownBy(() -> wrong.run(folder.resolve("wrong")))
                .isInstanceOf(KafkaRefusedException.class)
                .hasMessageStartingWith("kafka " + TestBroker.servers() + ": ")
                .hasMessageContaining("PLAIN_TEXT for configuration security.protocol")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("\n");
        assertThat(wrong.settings().eventTopics()).isPresent();
        assertThat(wrong.settings().eventTopics().get().toString()).doesNotContain("s3cret");
    }

    private static RunFixture run(String name) {
        return RunFixture.of("a=" + TestData.shared("video/scenes/photo_cam2.mp4"))
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("duration", "12s")
                .with("job-name", name);
    }

    private static List<JsonNode> values(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            values.add(JSON.readTree(record.value()));
        }
        return values;
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(event -> event.get("eventId").asText()).toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
