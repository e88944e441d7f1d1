package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.ingest.source.RtspServer;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that come, go and change while the job runs, and while it fails and goes on. */
@Timeout(120)
class CamerasFileIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path out;

    @Test
    void camerasAreAddedRemovedAndChangedInARunningJob() throws Exception {
        Path video = TestData.shared("video/scenes/real1.mp4");
        out = folder.resolve("out");
        try (RtspServer server = RtspServer.ofFiles("one=" + video, "two=" + video)) {
            list("- {id: one, uri: '" + server.url("one") + "'}");
            // breaks when the second camera comes up: its addition is in no checkpoint, or in one
            FailingOnceSink sink = FailingOnceSink.atEvent(5);
            EmbeddedCluster cluster = new EmbeddedCluster();
            JobSettings settings = RunFixture.of()
                    .with("cameras-file", folder.resolve("cameras.yaml"))
                    .with("facebank", TestData.shared("video/scene_facebank"))
                    .with("checkpoint-interval", "300ms")
                    .with("parallelism", 2)
                    .with("out", out)
                    .sink(sink)
                    .settings();
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
                try {
                    cluster.run(settings, counters -> {});
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitEvent("one", "IDENTIFIED");

            list("- {id: one, uri: '" + server.url("one") + "'}\n- {id: two, uri: '" + server.url("two") + "'}");
            awaitEvent("two", "IDENTIFIED");
            await().atMost(SOON).until(() -> FailingOnceSink.LEFT.get() < 0);

            Files.writeString(folder.resolve("cameras.yaml"), "- {id: one, uri: '");
            Thread.sleep(3_000);
            list("- {id: two, uri: '" + server.url("two") + "'}");
            awaitEvent("one", "LEFT");
            int before = count("two", "CAMERA_UP");
            list("- {id: two, uri: '" + server.url("one") + "'}");
            await().atMost(SOON).until(() -> count("two", "CAMERA_UP") > before);
            assertThat(run).as("a run whose list is watched goes on").isNotDone();
            cluster.stop();
            run.join();
        }
        List<JsonNode> events = RunFixture.events(out);
        assertThat(events).extracting(event -> event.get("eventId").asText()).doesNotHaveDuplicates();
        assertThat(of(events, "one", "CAMERA_UP"))
                .as("neither lost nor begun anew by the failure")
                .hasSize(1);
        assertThat(of(events, "one", "LEFT")).hasSameSizeAs(of(events, "one", "APPEARED"));
        assertThat(of(events, "two", "LEFT")).hasSameSizeAs(of(events, "two", "APPEARED"));
        assertThat(of(events, "one", "GAP")).as("the failure").hasSize(1);
    }

    private void list(String yaml) throws IOException {
        Path written = Files.writeString(folder.resolve("new.yaml"), yaml);
        Files.move(written, folder.resolve("cameras.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitEvent(String camera, String type) {
        await().atMost(SOON).until(() -> count(camera, type) > 0);
    }

    private int count(String camera, String type) throws IOException {
        return of(RunFixture.events(out), camera, type).size();
    }

    private static List<JsonNode> of(List<JsonNode> events, String camera, String type) {
        Predicate<JsonNode> ofType = event -> event.get("type").asText().equals(type);
        return events.stream()
                .filter(ofType.and(event -> event.get("cameraId").asText().equals(camera)))
                .toList();
    }
}
