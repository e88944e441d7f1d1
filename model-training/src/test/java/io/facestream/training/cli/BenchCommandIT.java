package io.facestream.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is measured and written down; how fast anything is does not matter here. */
class BenchCommandIT {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aStepIsComparedForEachNumberOfThreadsAndWeighed() throws IOException {
        run(
                "bench",
                "step",
                "--backbone",
                "tiny",
                "--batch",
                4,
                "--classes",
                5,
                "--threads",
                "1,2",
                "--rounds",
                3,
                "--out",
                folder);
        JsonNode figures = figures("step");
        assertThat(figures.path("threads").findValuesAsText("threads")).containsExactly("1", "2");
        JsonNode first = figures.path("threads").path(0);
        assertThat(first.path("rows").findValuesAsText("name"))
                .containsExactly(
                        "facestream", "DJL's blocks and loop", "facestream, ReLU for PReLU", "DJL, ReLU for PReLU");
        assertThat(first.path("rows").path(0).path("cpuSecondsPerPicture").asDouble())
                .isPositive();
        assertThat(first.path("ratios")).hasSize(3);
        // What PyTorch alone takes once it is loaded is above 100 MB.
        assertThat(figures.path("peakMemoryBytes").path("facestream").asLong()).isGreaterThan(100_000_000);
        assertThat(figures.path("peakMemoryBytes").path("DJL's blocks and loop").asLong())
                .isGreaterThan(100_000_000);
        assertThat(out.toString()).contains("2 threads").containsPattern("goal (met|missed)");
    }

    @Test
    void aTrainingSaysHowLongItWaitsForPictures() throws IOException {
        Path faces = TestData.shared("att_faces");
        run("bench", "loader", "--data", faces, "--backbone", "tiny", "--threads", 1, "--steps", 5, "--out", folder);
        assertThat(figures("loader").path("waitingShare").asDouble()).isBetween(0.0, 1.0);
        assertThat(figures("loader").path("picturesPerSecond").asDouble()).isPositive();
    }

    @Test
    void modelsAreComparedWithEachOtherAndWithTheirNetworks() throws IOException {
        Path faces = TestData.shared("lfw/aligned-112");
        run(
                "bench",
                "export",
                "--data",
                faces,
                "--backbone",
                "tiny,seesaw-share",
                "--pictures",
                4,
                "--rounds",
                1,
                "--out",
                folder);
        assertThat(figures("export").path("ratio").asDouble()).isPositive();
        for (String backbone : new String[] {"tiny", "seesaw-share"}) {
            JsonNode parity = figures("export").path("parity").path(backbone);
            assertThat(parity.path("pictures").asInt()).isEqualTo(4);
            assertThat(parity.path("relative").asDouble()).isBetween(1e-9, 1e-5);
        }
    }

    @Test
    void whatCannotBeMeasuredIsRefusedInOneLine() {
        assertThat(run("bench", "step", "--rounds", 0)).isEqualTo(2);
        assertThat(err.toString()).contains("--rounds: 0 (expected: at least 1)");
        assertThat(run("bench", "export", "--backbone", "vgg")).isEqualTo(2);
        assertThat(err.toString()).contains("backbone: vgg (expected: one of tiny, mobilefacenet,");
        assertThat(run("bench")).isEqualTo(2);
        assertThat(err.toString()).contains("step, loader or export");
    }

    private JsonNode figures(String name) throws IOException {
        JsonNode figures = new ObjectMapper()
                .readTree(folder.resolve("train-" + name + ".json").toFile());
        assertThat(figures.path("goalMet").isBoolean()).isTrue();
        return figures;
    }

    private int run(Object... args) {
        CommandLine train = Train.commandLine();
        train.setOut(new PrintWriter(out, true));
        train.setErr(new PrintWriter(err, true));
        String[] given = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return train.execute(given);
    }
}
