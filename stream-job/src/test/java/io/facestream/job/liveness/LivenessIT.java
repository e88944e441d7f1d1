package io.facestream.job.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.run.RunFixture;
import io.facestream.vision.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real face and on photographs that move before a camera. */
class LivenessIT {
    private static final Set<String> FIELDS = Set.of("livenessScore", "livenessShots", "suspicions");

    @TempDir
    private Path folder;

    @Test
    void withTheStageAnEventCarriesTheScoreAndWithoutItItIsAsItWas() throws Exception {
        String[] cameras = {
            "man=" + TestData.shared("video/clips/d9.mp4"), "photos=" + TestData.shared("video/scenes/photo_cam1.mp4")
        };

        List<JsonNode> without = run("without", false, cameras[0]);
        List<JsonNode> with = run("with", true, cameras);

        assertThat(without)
                .allSatisfy(event -> FIELDS.forEach(
                        field -> assertThat(event.has(field)).as(field).isFalse()));
        assertThat(RunFixture.comparable(with.stream()
                        .filter(event -> event.get("cameraId").asText().equals("man"))
                        .map(LivenessIT::withoutLiveness)
                        .toList()))
                .isEqualTo(RunFixture.comparable(without));
        JsonNode man = left(with, "man");
        assertThat(man.get("livenessScore").asDouble()).isGreaterThan(0.5);
        assertThat(man.get("livenessShots").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(man.get("suspicions")).isEmpty();
        JsonNode photo = left(with, "photos");
        assertThat(photo.get("livenessScore").asDouble()).isLessThan(0.5);
        assertThat(photo.get("suspicions")).extracting(JsonNode::asText).containsExactly("SPOOF");
    }

    private List<JsonNode> run(String name, boolean liveness, String... cameras) throws Exception {
        RunFixture run = RunFixture.of(cameras)
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("duration", "4s");
        if (liveness) {
            run.with("liveness", true);
        }
        return run.run(folder.resolve(name));
    }

    private static JsonNode withoutLiveness(JsonNode event) {
        return ((ObjectNode) event.deepCopy()).without(FIELDS);
    }

    private static JsonNode left(List<JsonNode> events, String camera) {
        return RunFixture.ofType(events, "LEFT").stream()
                .filter(event -> event.get("cameraId").asText().equals(camera))
                .findFirst()
                .orElseThrow();
    }
}
