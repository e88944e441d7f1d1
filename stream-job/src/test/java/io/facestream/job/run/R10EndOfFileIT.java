package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.vision.TestData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A video that ends while somebody is in view: the run ends by itself, and the visit is told to its last frame. */
@Timeout(120)
class R10EndOfFileIT {
    @TempDir
    private Path folder;

    @Test
    void theLastVisitIsClosedAtTheLastFrameOfTheGrid() throws Exception {
        List<JsonNode> events = RunFixture.of("cam=" + TestData.shared("video/clips/d12.mp4"))
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("start", "3s")
                .run(folder.resolve("out"));

        assertThat(RunFixture.people(events)).containsExactly("p_d12");
        assertThat(RunFixture.ofType(events, "APPEARED")).hasSize(1);
        List<JsonNode> left = RunFixture.ofType(events, "LEFT");
        assertThat(left).singleElement().satisfies(event -> {
            assertThat(event.get("personId").asText()).isEqualTo("p_d12");
            // 183 frames at 25 a second: the last position of the grid of 120 ms that has a frame
            assertThat(event.get("lastSeenMediaTimeMillis").asLong()).isEqualTo(7_200);
        });
        assertThat(events.get(events.size() - 1)).isEqualTo(left.get(0));
        RunSummary summary = RunSummary.read(folder.resolve("out"), 1);
        assertThat(summary.reconciles()).isTrue();
        assertThat(summary.total("tracksEnded")).as("flushed").isEqualTo(1);
    }
}
