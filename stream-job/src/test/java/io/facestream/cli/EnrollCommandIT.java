package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.facebank.FacebankFile;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrollCommandIT {
    @TempDir
    private Path folder;

    private CommandLineRun enroll(Path people, Path out, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "facebank";
        arguments[1] = "enroll";
        arguments[2] = people.toString();
        arguments[3] = "--out=" + out;
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandLineRun.of(arguments);
    }

    @Test
    void aFolderOfPicturesBecomesAFacebankAndAReport() throws IOException {
        Path people = TestData.shared("facebank_demo");
        TestData.models();
        Path out = folder.resolve("people.facebank");
        Path report = folder.resolve("report.json");
        CommandLineRun run = enroll(people, out, "--report=" + report);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("11 pictures found, 11 taken (4 people), 0 refused")
                .contains("version 1-", "4 people, 11 templates of fr_feature");
        assertThat(FacebankFile.read(out).people()).isEqualTo(4);
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.path("taken").asInt()).isEqualTo(11);
        assertThat(json.path("pictures")).hasSize(11);
        assertThat(enroll(people, out).out()).contains("version 1-");
    }

    @Test
    void aFolderWithoutAUsableFaceFailsWithTheReasons() throws IOException {
        TestData.models();
        Path people = Files.createDirectories(folder.resolve("people"));
        Files.writeString(Files.createDirectory(people.resolve("ann")).resolve("a.jpg"), "no picture");
        Path out = folder.resolve("people.facebank");
        CommandLineRun run = enroll(people, out);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("facestream: facebank: " + people
                        + " has no usable face: 1 picture found, 0 taken (0 people), 1 refused (UNSUPPORTED 1)"
                        + " (expected: at least one picture taken)");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFileThatIsNoFacebankIsNotOverwritten() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious.txt"), "mine");
        CommandLineRun run = enroll(folder, precious);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--out: " + precious + " is there and is no facebank");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void withoutAnOutputFileTheUsageIsWrong() {
        CommandLineRun run = CommandLineRun.of("facebank", "enroll", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--out=FILE");
    }
}
