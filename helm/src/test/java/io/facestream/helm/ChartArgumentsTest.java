package io.facestream.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cli.ApplicationJob;
import io.facestream.cli.Facestream;
import io.facestream.cli.RunConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The program takes what the chart gives it: arguments of every container, and files of its ConfigMaps. */
class ChartArgumentsTest {
    private static final Map<String, JsonNode> DOCUMENTS = Chart.byName(Chart.render(Chart.with(
            Chart.everything(),
            "{topics: {replication: 3}, loader: {keepOthers: true}, expiry: {erase: true}, job: {settings: {fpir: 0.001, visit-gap: 20s, strangers: true,"
                    + " remember-unknown: 1h, model: /models/own, shadow-model: /models/new}}}")));

    @TempDir
    private Path folder;

    @Test
    void theToolsTakeTheirArguments() {
        TreeSet<String> parsed = new TreeSet<>();
        for (JsonNode document : DOCUMENTS.values()) {
            for (JsonNode pod : Manifests.pods(document)) {
                String image = pod.at("/containers/0/image").asText();
                if (!image.startsWith("facestream-tools:")) {
                    continue;
                }
                List<String> arguments = new ArrayList<>();
                pod.at("/containers/0/args").forEach(argument -> arguments.add(argument.asText()));
                CommandLine program = Facestream.commandLine();
                if (program.getSubcommands().containsKey(arguments.get(0))) {
                    program.parseArgs(arguments.toArray(String[]::new));
                    parsed.add(arguments.get(0));
                }
            }
        }
        assertThat(parsed).contains("gateway", "topics", "facebank");
    }

    @Test
    void theConsoleIsGivenTheJobsModels() {
        JsonNode console = Manifests.pods(DOCUMENTS.get("Deployment/gate-facestream-console"))
                .get(0);
        assertThat(console.at("/containers/0/args").toString())
                .contains("--model=/models/own", "--shadow-model=/models/new");
    }

    @Test
    void theJobTakesItsArguments() {
        List<String> arguments = ChartTest.arguments(DOCUMENTS.get("FlinkDeployment/gate-facestream"));

        // Flags first, then files: here there are none.
        assertThatThrownBy(() -> ApplicationJob.main(arguments.toArray(String[]::new)))
                .hasMessageStartingWith("config: /etc/facestream/job/job.yaml (expected: a YAML file)");
    }

    @Test
    void theConfigMapsAreFilesThatTheProgramReads() throws Exception {
        RunConfigFile job = read("job", "job.yaml");
        assertThat(job.configuration().toMap())
                .containsEntry("checkpoint-interval", "5s")
                .containsEntry("fpir", "0.001")
                .containsEntry("visit-gap", "20s")
                .containsEntry("strangers", "true");

        RunConfigFile gateway = read("gateway-entrance", "cameras.yaml");
        assertThat(gateway.cameras()).extracting("id").containsExactly("door", "hall");
        assertThat(gateway.cameras().get(0).passwordFile()).isEqualTo("/etc/facestream/cameras/door-password");
    }

    private RunConfigFile read(String part, String file) throws Exception {
        JsonNode map = DOCUMENTS.get("ConfigMap/gate-facestream-" + part);
        return RunConfigFile.read(Files.writeString(
                folder.resolve(file), map.path("data").path(file).asText()));
    }
}
