package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.model.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models command on the real default models. */
class ModelsCommandIT {
    @BeforeEach
    void requireModels() {
        Assumptions.assumeTrue(
                Files.isDirectory(ModelStore.npmModels()),
                "default models not found (run npm ci): " + ModelStore.npmModels());
    }

    @Test
    void listTellsLicenceOriginAndWhatIsNotKnown() {
        CommandLineRun run = CommandLineRun.of("models", "list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("fr_detect", "fr_landmark", "fr_feature")
                .contains("licence", "MIT", "origin", "faceplugin-face-recognition-js 0.0.1", "not known");
    }

    @Test
    void checkOpensEachModel() {
        CommandLineRun run = CommandLineRun.of("models", "check", "default");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("default/fr_feature: SHA-256 as in its card, opened on cpu, input [");
    }

    @Test
    void aChangedFileIsToldWithItsName(@TempDir Path folder) throws Exception {
        CommandLineRun.of("models", "fetch");
        Path source = ModelStore.models().resolve("default");
        byte[] model = Files.readAllBytes(source.resolve("fr_feature.onnx"));
        model[model.length / 2] ^= 1;
        Files.write(folder.resolve("fr_feature.onnx"), model);
        Files.copy(source.resolve("fr_feature.json"), folder.resolve("fr_feature.json"));

        CommandLineRun run = CommandLineRun.of("models", "check", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("facestream: ")
                .contains("fr_feature.onnx")
                .doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aPackThatIsNotThereIsOneLine() {
        CommandLineRun run = CommandLineRun.of("models", "import", "/no/such/pack.zip");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("facestream: models import: /no/such/pack.zip not found (expected:");
    }
}
