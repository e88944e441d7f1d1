package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cli.Facestream;
import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model is put in force while the whole job runs on two cameras in real time. The new one decides as the old one does, so the run must say
 * what a run says in which nothing is changed: nothing lost, nothing twice, nothing anew.
 */
@Timeout(180)
class PromotionInRunIT {
    private static final String LATECOMER = "p_auduno";

    @TempDir
    private Path folder;

    @Test
    void theEventsAreThoseOfAnUndisturbedRunAndThoseDecidedAfterwardsAreTheNewModels() throws Exception {
        Path people = Files.createDirectories(folder.resolve("people"));
        for (String person : List.of("p_d3", "p_d9", "p_franck", LATECOMER)) {
            copy(TestData.shared("video/scene_facebank").resolve(person), people.resolve(person));
        }
        Path copy = RehearsalModel.write(ModelStore.defaultPack().embedding(), folder.resolve("new"));
        String before = ModelStore.defaultPack().embedding().card().sha256();
        String after = ModelPack.load(copy).embedding().card().sha256();
        AtomicInteger exitCode = new AtomicInteger(-1);
        AtFirst.of(
                "IDENTIFIED",
                () -> exitCode.set(Facestream.commandLine()
                        .execute("facebank", "promote", "--model", copy.toString(), "--facebank", people.toString())));

        List<JsonNode> events =
                run(people, copy).with("realtime", true).sink(new AtFirst()).run(folder.resolve("promoted"));
        Files.delete(people.resolve("settings.json"));
        List<JsonNode> undisturbed = run(people, copy).run(folder.resolve("undisturbed"));

        assertThat(exitCode).as("exit code of promote").hasValue(0);
        assertThat(said(events)).isEqualTo(said(undisturbed)).hasSizeGreaterThan(15);
        assertThat(undisturbed).allMatch(event -> event.get("modelId").asText().equals(before));
        for (String camera : List.of("left", "right")) {
            List<JsonNode> told = events.stream()
                    .filter(event -> event.get("cameraId").asText().equals(camera))
                    .toList();
            assertThat(told.stream().map(event -> event.get("modelId").asText()).distinct())
                    .as(camera + " goes over once, and not back")
                    .containsExactly(before, after);
        }
        assertThat(events.stream().filter(PromotionInRunIT::decidesLate))
                .as("who comes in three and more seconds after the first name")
                .hasSize(2)
                .allMatch(event -> event.get("modelId").asText().equals(after));
    }

    private static boolean decidesLate(JsonNode event) {
        boolean decides =
                List.of("IDENTIFIED", "UNKNOWN").contains(event.get("type").asText());
        return decides && Instant.parse(event.get("capturedAt").asText()).getEpochSecond() >= 17;
    }

    /** Three people are there; a man comes into the left picture after four seconds, a stranger into the right one after three. */
    private static RunFixture run(Path people, Path shadow) {
        return RunFixture.of(
                        "left=" + TestData.shared("video/scenes/real1.mp4"),
                        "right=" + TestData.shared("video/scenes/real2.mp4"))
                .with("facebank", people)
                .with("shadow-model", shadow)
                .with("min-face", 60) // one pass of the detector
                .with("start", "13s")
                .with("duration", "6s");
    }

    /** What the events say, but for the model. */
    private static List<String> said(List<JsonNode> events) {
        return events.stream()
                .map(event -> Stream.of("eventId", "type", "personId", "capturedAt")
                        .map(field -> event.path(field).asText())
                        .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
