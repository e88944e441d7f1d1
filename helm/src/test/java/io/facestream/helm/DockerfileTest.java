package io.facestream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the images without building them. */
class DockerfileTest {
    private static final Path FOLDER = Chart.ROOT.resolve("helm/docker");

    /** One instruction, its continued lines joined. */
    private record Instruction(String name, String arguments) {
        List<String> words() {
            return List.of(arguments.split("\\s+"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.job", "Dockerfile.tools", "Dockerfile.training"})
    void anImageIsPinnedSmallAndRunsAsNobody(String file) throws IOException {
        assertThat(problems(instructions(Files.readString(FOLDER.resolve(file)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FROM debian                                             | debian: no pinned tag
            FROM debian:latest                                      | debian:latest: no pinned tag
            FROM debian:12.12                                       | runs as root
            FROM debian:12.12\\nUSER root                           | runs as root
            FROM debian:12.12\\nUSER 0:0                            | runs as root
            FROM debian:12.12\\nADD https://a.example/b /b          | ADD
            FROM debian:12.12\\nRUN apt-get update && apt-get install -y npm | apt lists stay
            FROM debian:12.12\\nRUN curl https://a.example/b -o b       | fetched and run
            FROM debian:12.12\\nCOPY nothing.txt /                  | nothing.txt: not there
            FROM debian:12.12\\nCOPY --from=build /a /a             | build: no such stage
            FROM debian:12.12\\nENV KAFKA_PASSWORD=secret           | secret in the image
            """)
    void whatIsWrongIsFound(String text, String problem) throws IOException {
        assertThat(problems(instructions(text.replace("\\n", "\n")))).anyMatch(line -> line.contains(problem));
    }

    @Test
    void theChartsPathsAndUsersAreThoseOfTheImages() throws IOException {
        String job = Files.readString(FOLDER.resolve("Dockerfile.job"));
        String tools = Files.readString(FOLDER.resolve("Dockerfile.tools"));
        Map<String, JsonNode> documents = Chart.byName(Chart.render(Chart.everything()));
        JsonNode deployment = documents.get("FlinkDeployment/gate-facestream");

        assertThat(deployment.at("/spec/job/jarURI").asText()).isEqualTo("local:///opt/flink/usrlib/facestream.jar");
        assertThat(job).contains("COPY --from=build /image/job/ /opt/flink/", "USER 9999:9999", " /opt/facestream/");
        assertThat(ChartTest.flink(deployment, "env.java.opts.all")).contains("-Dfacestream.root=/opt/facestream ");
        assertThat(tools).contains("USER 10001:10001", "FACESTREAM_HOME=/var/lib/facestream");
        for (JsonNode document : documents.values()) {
            for (JsonNode pod : Manifests.pods(document)) {
                int user = document == deployment ? 9999 : 10001;
                assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(user);
            }
        }
    }

    private static List<Instruction> instructions(String text) {
        List<Instruction> instructions = new ArrayList<>();
        String joined = text.replaceAll("(?m)^\\s*#.*\\R?", "").replaceAll("\\\\\\R", " ");
        joined.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] parts = line.split("\\s+", 2);
            instructions.add(new Instruction(parts[0], parts.length > 1 ? parts[1] : ""));
        });
        return instructions;
    }

    private static List<String> problems(List<Instruction> instructions) throws IOException {
        List<String> problems = new ArrayList<>();
        Set<String> stages = new TreeSet<>();
        String user = "root";
        for (Instruction instruction : instructions) {
            List<String> words = instruction.words();
            switch (instruction.name()) {
                case "FROM" -> {
                    String image = words.get(0);
                    if (!stages.contains(image)) {
                        user = "root";
                        if (!image.matches("[^:]+:[^:]*\\d.*")) {
                            problems.add(image + ": no pinned tag");
                        }
                    } else {
                        user = "of " + image;
                    }
                    if (words.size() == 3) {
                        stages.add(words.get(2));
                    }
                }
                case "USER" -> user = words.get(0);
                case "ADD" -> problems.add("ADD (expected: COPY, which fetches and unpacks nothing)");
                case "COPY" -> copied(words, stages, problems);
                case "RUN" -> ran(instruction.arguments(), problems);
                case "ENV", "ARG" -> {
                    if (instruction.arguments().matches("(?i).*(password|secret|token|_key)\\w*=\\S.*")) {
                        problems.add("secret in the image: " + words.get(0).replaceAll("=.*", ""));
                    }
                }
                case "WORKDIR", "ENTRYPOINT" -> {}
                default -> problems.add(instruction.name() + ": unknown");
            }
        }
        if (user.matches("(root|0)(:.*)?")) {
            problems.add("runs as root");
        }
        return problems;
    }

    private static void copied(List<String> words, Set<String> stages, List<String> problems) {
        List<String> sources = words.subList(0, words.size() - 1);
        for (String word : sources) {
            if (word.startsWith("--from=")) {
                String stage = word.substring("--from=".length());
                if (!stages.contains(stage)) {
                    problems.add(stage + ": no such stage");
                }
                return;
            }
            if (!word.startsWith("--") && !Files.exists(Chart.ROOT.resolve(word))) {
                problems.add(word + ": not there");
            }
        }
    }

    private static void ran(String command, List<String> problems) {
        if (command.contains("apt-get install")) {
            if (!command.contains("rm -rf /var/lib/apt/lists/*")) {
                problems.add("apt lists stay");
            }
            if (!command.contains("--no-install-recommends") || !command.contains(" -y ")) {
                problems.add("apt-get install without -y --no-install-recommends");
            }
        }
        if (command.matches(".*(curl|wget) .*")) {
            problems.add("fetched and run: " + command);
        }
    }
}
