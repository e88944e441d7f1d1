package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.vision.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on real video: the same input gives the same events, whatever happens to the machine. */
@Timeout(300)
class FaceJobIT {
    @TempDir
    private Path folder;

    @Test
    void theEventsAreTheSameInOneSlotInTwoAndAfterAFailure() throws Exception {
        Path scenes = TestData.shared("video/scenes");
        Path facebank = TestData.shared("video/scene_facebank");
        String[] cameras = {
            scenes.resolve("photo_cam2.mp4").toString(),
            scenes.resolve("real2.mp4").toString()
        };

        List<JsonNode> one = run("one", facebank, 1, cameras);
        List<JsonNode> two = run("two", facebank, 2, cameras);
        FailingOnceSink sink = FailingOnceSink.atEvent(14);
        List<JsonNode> broken = RunFixture.of(cameras)
                .with("facebank", facebank)
                .with("parallelism", 2)
                .with("duration", "16s")
                .with("checkpoint-interval", "300ms")
                .sink(sink)
                .run(folder.resolve("broken"));

        assertThat(RunFixture.people(one)).contains("colin_powell", "jennifer_capriati", "p_franck", "p_d9");
        assertThat(RunFixture.comparable(two)).isEqualTo(RunFixture.comparable(one));
        assertThat(FailingOnceSink.LEFT.get()).as("the sink broke").isLessThan(0);
        assertThat(RunFixture.comparable(broken)).isEqualTo(RunFixture.comparable(one));

        RunSummary summary = RunSummary.read(folder.resolve("broken"), 1);
        assertThat(summary.reconciles()).isTrue();
        assertThat(summary.total("framesCaptured"))
                .isEqualTo(RunSummary.read(folder.resolve("one"), 1).total("framesCaptured"));
    }

    @Test
    void aMissingAndATruncatedCameraAreSaidAndTheOthersGoOn() throws Exception {
        Path clip = TestData.shared("video/clips/d9.mp4");
        byte[] whole = Files.readAllBytes(clip);
        Path truncated = Files.write(folder.resolve("truncated.mp4"), java.util.Arrays.copyOf(whole, whole.length / 3));
        Path empty = Files.write(folder.resolve("empty.mp4"), new byte[0]);

        List<JsonNode> events = RunFixture.of(
                        "good=" + clip,
                        "gone=" + folder.resolve("gone.mp4"),
                        "truncated=" + truncated,
                        "empty=" + empty)
                .with("facebank", TestData.shared("video/scene_facebank"))
                .with("duration", "4s")
                .run(folder.resolve("out"));

        assertThat(RunFixture.people(events)).containsExactly("p_d9");
        assertThat(RunFixture.ofType(events, "CAMERA_DOWN"))
                .extracting(event -> event.get("cameraId").asText())
                .contains("gone", "empty");
        assertThat(RunFixture.ofType(events, "CAMERA_DOWN"))
                .extracting(event -> event.get("reason").asText())
                .anyMatch(reason -> reason.contains("gone.mp4"));
        assertThat(RunSummary.read(folder.resolve("out"), 1).reconciles()).isTrue();
    }

    @Test
    void withAnEmptyFacebankEverybodyIsUnknownAndTheReasonSaysSo() throws Exception {
        List<JsonNode> events = RunFixture.of(
                        TestData.shared("video/clips/d9.mp4").toString())
                .with("facebank", Files.createDirectories(folder.resolve("nobody")))
                .with("duration", "3s")
                .run(folder.resolve("out"));
        assertThat(RunFixture.ofType(events, "UNKNOWN"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.get("reason").asText()).isEqualTo("FACEBANK_EMPTY"));
        assertThat(RunFixture.people(events)).isEmpty();
    }

    private List<JsonNode> run(String name, Path facebank, int parallelism, String... cameras) throws Exception {
        return RunFixture.of(cameras)
                .with("facebank", facebank)
                .with("parallelism", parallelism)
                .with("duration", "16s")
                .run(folder.resolve(name));
    }
}
