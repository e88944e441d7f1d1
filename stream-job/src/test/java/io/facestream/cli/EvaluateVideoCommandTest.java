package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told before anything is run. */
class EvaluateVideoCommandTest {
    @TempDir
    private Path folder;

    private Path scenes = Path.of("");
    private Path people = Path.of("");

    @BeforeEach
    void aScene() throws IOException {
        scenes = Files.createDirectory(folder.resolve("scenes"));
        people = Files.createDirectory(folder.resolve("people"));
        Files.writeString(scenes.resolve("door.mp4"), "no video");
        Files.writeString(
                scenes.resolve("door.gt.jsonl"),
                "{\"id\": \"anna\", \"t0\": 0, \"t1\": 2, \"rect\": [0, 0, 10, 10]}\n");
    }

    @Test
    void withoutScenesTheUsageIsWrong() {
        CommandLineRun run = CommandLineRun.of("evaluate", "video");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--scenes: none (expected: a folder with NAME.mp4 and NAME.gt.jsonl)");
    }

    @Test
    void aFolderWithoutScenesFailsInALine() throws IOException {
        CommandLineRun run = evaluate(people);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "facestream: " + people + ": no scene (expected: NAME.mp4 with NAME.gt.jsonl beside it)");
    }

    @Test
    void aTruthThatIsDamagedIsNamedByFileAndLine() throws IOException {
        Files.writeString(scenes.resolve("door.gt.jsonl"), "{\"id\": \"anna\", \"t0\": \"now\"}\n");

        CommandLineRun run = evaluate(scenes, "--facebank=" + people);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("door.gt.jsonl:1: t0: \"now\" (expected: a number, at least 0.0)");
    }

    @Test
    void aVideoThatIsNoneIsLeftOut() {
        CommandLineRun run = evaluate(scenes, "--facebank=" + people);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("door.mp4: not a video").doesNotContain("unexpected", "\tat ");
    }

    @Test
    void wrongSettingsAreToldBeforeTheFirstScene() throws IOException {
        CommandLineRun run = evaluate(scenes, "--fpir=2", "--facebank=" + folder.resolve("nobody"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "fpir: 2.0 (expected: between 0 and 1",
                        "facebank: " + folder.resolve("nobody") + " (expected:");
        CommandLineRun file = evaluate(scenes, "--config=" + folder.resolve("none.yaml"));
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).contains("none.yaml (expected: a YAML file)");
    }

    @Test
    void withoutAFacebankTheScenesOwnPeopleAreLookedFor() {
        CommandLineRun run = evaluate(scenes);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("facebank: " + scenes.resolve("people") + " (expected:");
    }

    @Test
    void aPageThatCannotBeWrittenIsToldBeforeTheFirstScene() throws IOException {
        Path page = Files.writeString(folder.resolve("card.md"), "<!-- begin video-scenes -->\n");

        assertThat(evaluate(scenes, "--report=" + page).err()).contains("its comments of the part video-scenes");
        CommandLineRun part = evaluate(scenes, "--report=" + page, "--part=a b");
        assertThat(part.exitCode()).isEqualTo(2);
        assertThat(part.err()).contains("--part: a b (expected: letters, digits and -)");
    }

    @Test
    void theExamplesOfItsHelpAreCommands() {
        CommandLineRun help = CommandLineRun.of("evaluate", "video", "--help");

        assertThat(help.out()).contains("Exit codes:", "95 %");
        assertThat(help.out().lines().map(String::strip).filter(line -> line.startsWith("./facestream evaluate")))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(line -> assertThatCode(() -> Facestream.commandLine()
                                .parseArgs(
                                        line.substring("./facestream ".length()).split(" ")))
                        .doesNotThrowAnyException());
    }

    private static CommandLineRun evaluate(Path scenes, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "evaluate";
        arguments[1] = "video";
        arguments[2] = "--scenes=" + scenes;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandLineRun.of(arguments);
    }
}
