package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.ingest.source.RtspServer;
import io.facestream.vision.TestData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a live camera showed while the job was down is lost, and the job says so: a GAP event from the last frame it kept. */
@Timeout(120)
class R02GapAfterRestartIT {
    @TempDir
    private Path folder;

    @Test
    void aJobThatFailedTellsWhatTheOutageCost() throws Exception {
        Path video = TestData.shared("video/scenes/real1.mp4");
        try (RtspServer server = RtspServer.ofFiles("cam=" + video)) {
            FailingOnceSink sink = FailingOnceSink.atEvent(4);
            List<JsonNode> events = RunFixture.of("cam=" + server.url("cam"))
                    .with("facebank", TestData.shared("video/scene_facebank"))
                    .with("duration", "4s")
                    .with("checkpoint-interval", "300ms")
                    .sink(sink)
                    .run(folder.resolve("out"));

            assertThat(FailingOnceSink.LEFT.get()).as("the sink broke").isLessThan(0);
            List<JsonNode> gaps = RunFixture.ofType(events, "GAP");
            assertThat(gaps).hasSize(1);
            assertThat(gaps.get(0).get("reason").asText()).startsWith("no frame for ");
            assertThat(RunFixture.ofType(events, "CAMERA_UP"))
                    .as("it was up before")
                    .hasSize(1);
            assertThat(RunFixture.ofType(events, "CAMERA_DOWN")).isEmpty();
            assertThat(events.stream().map(event -> event.get("eventId").asText()))
                    .doesNotHaveDuplicates();
            Instant gap = Instant.parse(gaps.get(0).get("capturedAt").asText());
            assertThat(Duration.between(gap, Instant.now())).isLessThan(Duration.ofSeconds(30));
            assertThat(RunSummary.read(folder.resolve("out"), 1).reconciles()).isTrue();
        }
    }
}
