package io.facestream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cluster.TestBroker;
import io.facestream.ingest.source.RtspServer;
import io.facestream.job.run.RunFixture;
import io.facestream.job.run.RunSummary;
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a camera through the gateway and a real topic into the job. */
@Timeout(180)
class GatewayIT {
    @TempDir
    private Path folder;

    @Test
    void aFileThroughTheTopicGivesTheIdentitiesAndVisitsThatTheFileGives() throws Exception {
        String one = "hall=" + TestData.shared("video/clips/d9.mp4");
        String two = "door=" + TestData.shared("video/scenes/real2.mp4");
        String topic = TestBroker.topic("frames", 2, Map.of());
        String uri = "kafka://" + TestBroker.servers() + "/" + topic;

        CommandLineRun gateway = CommandLineRun.of(
                "gateway",
                "--source",
                one,
                "--source",
                two,
                "--frames",
                uri,
                "--duration",
                "5s",
                "--max-fps",
                "0",
                "--quality",
                "95");
        List<JsonNode> direct = job(RunFixture.of(one, two).with("duration", "5s"), "direct");
        List<JsonNode> through = job(RunFixture.of(uri).with("frames-until-ended", 2), "through");

        assertThat(gateway.exitCode()).as(gateway.err()).isZero();
        assertThat(gateway.out()).contains("hall: ", "door: ", "dropped {}").doesNotContain("do not add up");
        assertThat(RunFixture.people(through)).isNotEmpty().isEqualTo(RunFixture.people(direct));
        assertThat(visits(through)).isEqualTo(visits(direct));
        assertThat(RunFixture.ofType(through, "CAMERA_UP")).hasSize(2);
        RunSummary summary = RunSummary.read(folder.resolve("through"), 1);
        assertThat(summary.reconciles()).isTrue();
        assertThat(summary.total("framesCaptured"))
                .isEqualTo(RunSummary.read(folder.resolve("direct"), 1).total("framesCaptured"));
        assertThat(summary.total("framesProcessed"))
                .isEqualTo(RunSummary.read(folder.resolve("direct"), 1).total("framesProcessed"));
    }

    @Test
    void jpegsOfAFolderPassUnchangedAndAPoisonedOneIsCounted() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Path original = TestData.shared("facebank_demo");
        List<Path> jpegs;
        try (var found = Files.walk(original)) {
            jpegs = found.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(3)
                    .toList();
        }
        for (int i = 0; i < jpegs.size(); i++) {
            Files.copy(jpegs.get(i), pictures.resolve(i + ".jpg"));
        }
        Files.writeString(pictures.resolve("9.jpg"), "no picture");
        String topic = TestBroker.topic("frames", 1, Map.of());

        CommandLineRun gateway = CommandLineRun.of(
                "gateway",
                "--source",
                "album=" + pictures,
                "--frames",
                "kafka://" + TestBroker.servers() + "/" + topic,
                "--start-time",
                "2026-05-04T08:00:00Z");

        assertThat(gateway.exitCode()).as(gateway.err()).isZero();
        assertThat(gateway.out()).contains("album: 4 captured, 3 sent", "refused {NOT_A_PICTURE=1}");
        List<ConsumerRecord<byte[], byte[]>> records = TestBroker.committed(topic);
        assertThat(records).extracting(record -> header(record, "state")).containsExactly("up", "", "", "", "ended");
        assertThat(records).extracting(record -> header(record, "sequence")).containsExactly("0", "1", "2", "3", "4");
        assertThat(records)
                .extracting(record -> new String(record.key(), UTF_8))
                .containsOnly("album");
        assertThat(records)
                .extracting(record -> header(record, "captured-at"))
                .startsWith("1777881600000", "1777881600000", "1777881601000");
        for (int i = 0; i < 3; i++) {
            assertThat(records.get(i + 1).value()).isEqualTo(Files.readAllBytes(jpegs.get(i)));
        }
    }

    @Test
    void anRtspCameraThroughTheTopicIsRecognised() throws Exception {
        String topic = TestBroker.topic("frames", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        String uri = "kafka://" + TestBroker.servers() + "/" + topic;
        try (RtspServer server = RtspServer.ofFiles("cam=" + TestData.shared("video/scenes/real1.mp4"))) {
            CommandLineRun gateway = CommandLineRun.of(
                    "gateway", "--source", "lobby=" + server.url("cam"), "--frames", uri, "--duration", "5s");
            assertThat(gateway.exitCode()).as(gateway.err()).isZero();
            assertThat(gateway.out()).startsWith("lobby: ").doesNotContain("do not add up");
        }

        List<JsonNode> events = job(RunFixture.of(uri).with("frames-until-ended", 1), "rtsp");

        assertThat(RunFixture.people(events)).isNotEmpty();
        assertThat(RunFixture.ofType(events, "LEFT")).isNotEmpty().allSatisfy(event -> {
            Instant seen = Instant.parse(event.get("lastSeenAt").asText());
            assertThat(seen).isBetween(Instant.now().minusSeconds(150), Instant.now());
        });
        assertThat(RunSummary.read(folder.resolve("rtsp"), 1).reconciles()).isTrue();
    }

    @Test
    void aMissingTopicIsOneClearLine() {
        CommandLineRun gateway = CommandLineRun.of(
                "gateway", "--source", folder.toString(), "--frames", "kafka://" + TestBroker.servers() + "/nowhere");

        assertThat(gateway.exitCode()).isEqualTo(1);
        assertThat(gateway.err())
                .contains("nowhere", "no such topic", "topics create")
                .hasLineCount(1);
    }

    /** Who was seen where from when to when, without what a JPEG's loss changes: boxes, scores. */
    private static List<String> visits(List<JsonNode> events) {
        return RunFixture.ofType(events, "LEFT").stream()
                .map(event -> event.get("cameraId").asText() + " "
                        + event.get("visitId").asText() + " "
                        + event.get("personId").asText() + " "
                        + event.get("firstSeenAt").asText() + " "
                        + event.get("lastSeenAt").asText())
                .sorted()
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name) == null
                ? ""
                : new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private List<JsonNode> job(RunFixture run, String name) throws Exception {
        return run.with("facebank", TestData.shared("video/scene_facebank")).run(folder.resolve(name));
    }
}
