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
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model is put in force while the whole job runs on two cameras in real time. The new one decides as the old one does, so the run must say
 * what a run says in which nothing is changed.
 */
@Timeout(180)
class PromotionInRunIT {
    private static final String LATECOMER = "p_auduno";

    @TempDir
    private Path folder;

    @Test
    void theEventsAreThoseOfAnUndisturbedRunAndThoseDecidedAfterwardsAreTheNewModels() throws Exception {
        Path people = Files.createDirectories(folder.resolve("people"));
        for (String person : List.of("p_d3", "p_franck", LATECOMER)) {
            copy(TestData.shared("video/scene_facebank").resolve(person), people.resolve(person));
        }
        Path copy = RehearsalModel.write(ModelStore.defaultPack().embedding(), folder.resolve("new"));
        String before = ModelStore.defaultPack().embedding().card().sha256();
        String after = ModelPack.load(copy).embedding().card().sha256();
        List<JsonNode> undisturbed = run(people, copy).run(folder.resolve("undisturbed"));

        AtomicInteger exitCode = new AtomicInteger(-1);
        AtFirst.of(
                "IDENTIFIED",
                () -> exitCode.set(Facestream.commandLine()
                        .execute("facebank", "promote", "--model", copy.toString(), "--facebank", people.toString())));
        List<JsonNode> promoted =
                run(people, copy).with("realtime", true).sink(new AtFirst()).run(folder.resolve("promoted"));

        assertThat(exitCode).as("exit code of promote").hasValue(0);
        assertThat(said(promoted)).isEqualTo(said(undisturbed)).hasSizeGreaterThan(10);
        assertThat(undisturbed).allMatch(event -> event.get("modelId").asText().equals(before));
        assertThat(promoted.stream().map(event -> event.get("eventId").asText()))
                .doesNotHaveDuplicates();
        for (String camera : List.of("left", "right")) {
            List<String> models = promoted.stream()
                    .filter(event -> event.get("cameraId").asText().equals(camera))
                    .map(event -> event.get("modelId").asText())
                    .distinct()
                    .toList();
            assertThat(models).as(camera + " goes over once, and not back").containsExactly(before, after);
        }
        assertThat(RunFixture.ofType(promoted, "IDENTIFIED"))
                .filteredOn(event -> event.get("personId").asText().equals(LATECOMER) && isOf(event, "left"))
                .as("who comes two seconds later")
                .isNotEmpty()
                .allMatch(event -> event.get("modelId").asText().equals(after));
    }

    /** From three seconds before a man comes into the left picture; in the right one he is already, and a stranger comes. */
    private static RunFixture run(Path people, Path shadow) {
        return RunFixture.of(
                        "left=" + TestData.shared("video/scenes/real1.mp4"),
                        "right=" + TestData.shared("video/scenes/real2.mp4"))
                .with("facebank", people)
                .with("shadow-model", shadow)
                .with("start", "14s")
                .with("duration", "5s");
    }

    /** What the events say, but for which model says it. */
    private static List<String> said(List<JsonNode> events) {
        return events.stream()
                .map(event -> String.join(
                        " ",
                        event.get("eventId").asText(),
                        event.get("type").asText(),
                        event.path("personId").asText()))
                .sorted()
                .toList();
    }

    private static boolean isOf(JsonNode event, String camera) {
        return event.get("cameraId").asText().equals(camera);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : new TreeSet<>(files.toList())) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
