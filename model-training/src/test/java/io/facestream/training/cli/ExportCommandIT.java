package io.facestream.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.training.net.Backbone;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandIT {
    @TempDir
    private Path folder;

    private Path weights;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        weights = folder.resolve("net.weights");
        new WeightsFile(Backbone.TINY, 32, Weights.random(Backbone.TINY.layer(32), 3)).write(weights);
    }

    @Test
    void weightsBecomeAModelWithACardAndComeBack() {
        Path model = folder.resolve("model");
        assertThat(run(
                        "export",
                        "--weights",
                        weights,
                        "--out",
                        model,
                        "--no-fold",
                        "--licence",
                        "CC0",
                        "--origin",
                        "drawn",
                        "--mean",
                        "127",
                        "--colour",
                        "bgr"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("model.onnx: [0-9,]+ bytes, differs from its network by [0-9.]+e-0[6-9] ");
        ModelCard card = ModelCard.read(model.resolve("model.json"));
        assertThat(card.id()).isEqualTo("tiny-32");
        assertThat(card.dimension()).isEqualTo(32);
        assertThat(card.licence()).isEqualTo("CC0");
        assertThat(card.input().colour()).isEqualTo(ModelCard.Colour.BGR);
        assertThat(card.input().mean(0)).isEqualTo(127);
        assertThat(run("import", model.resolve("model.onnx"), "--out", folder)).isZero();
        assertThat(out.toString()).contains("tiny of 32 values, differs from the model by");
        WeightsFile before = WeightsFile.read(weights);
        WeightsFile after = WeightsFile.read(folder.resolve("imported.weights"));
        before.weights()
                .values()
                .forEach((name, values) -> assertThat(
                                Arrays.equals(after.weights().get(name), values))
                        .as(name)
                        .isTrue());
    }

    @Test
    void aRunsCardIsTakenOver() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        assertThat(run(
                        "export",
                        "--weights",
                        weights,
                        "--out",
                        run,
                        "--id",
                        "mine",
                        "--licence",
                        "mine too",
                        "--scale",
                        "0.0078125"))
                .isZero();
        Files.move(weights, run.resolve("best.weights"));
        Path model = folder.resolve("model");
        assertThat(run("export", "--run", run, "--out", model, "--norm", "inside"))
                .isZero();
        ModelCard card = ModelCard.read(model.resolve("model.json"));
        assertThat(card.id()).isEqualTo("mine");
        assertThat(card.licence()).isEqualTo("mine too");
        assertThat(card.input().scale(0)).isEqualTo(0.0078125f);
    }

    @Test
    void theDefaultModelIsImportedWithStatisticsOfFaces() {
        Path model = TestData.models().resolve("fr_feature.onnx");
        Path faces = TestData.shared("lfw/aligned-112");
        assertThat(run("import", model, "--out", folder, "--faces", faces, "--pictures", "16", "--colour", "BGR"))
                .isZero();
        assertThat(out.toString())
                .contains("mobilefacenet of 512 values, differs from the model by")
                .contains("statistics of 16 faces, differs from the model by");
        assertThat(WeightsFile.read(folder.resolve("imported.weights")).dimension())
                .isEqualTo(512);
    }

    @Test
    void mistakesAreAnsweredInOneLine() {
        assertThat(run("export", "--out", folder)).isEqualTo(2);
        assertThat(err.toString()).contains("export: neither of --run and --weights given (expected: one of them)");
        assertThat(run("export", "--weights", weights, "--backbone", "ir50", "--out", folder))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--backbone: ir50 (expected: tiny, which the weights are of)");
        assertThat(run("export", "--weights", weights, "--out", folder, "--int8"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--int8: no --check");
        assertThat(run("import", weights)).isEqualTo(1);
        assertThat(err.toString()).contains(weights + ": not an ONNX model");
        Path model = TestData.models().resolve("fr_feature.onnx");
        assertThat(run("import", model, "--backbone", "ir50")).isEqualTo(1);
        assertThat(err.toString())
                .contains("conv 1: [64,3,3,3] stride 2 padding 1 groups 1 (expected: [64,3,3,3] stride 1");
    }

    private int run(Object... arguments) {
        CommandLine commandLine = Train.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }
}
