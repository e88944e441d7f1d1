package io.facestream.vision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Family;
import io.facestream.vision.model.ModelCard.Task;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackIT {
    @TempDir
    Path folder;

    @Test
    void theDefaultPackIsTheNpmPackages() {
        ModelPack pack = ModelStore.defaultPack();

        assertThat(pack.detection().card().family()).isEqualTo(Family.RFB);
        assertThat(pack.landmarks().orElseThrow().card().id()).isEqualTo("fr_landmark");
        assertThat(pack.embedding().card().dimension()).isEqualTo(512);
        assertThat(pack.optional(Task.LIVENESS)).isPresent();
        assertThat(pack.all()).allSatisfy(model -> assertThat(model.file()).startsWith(ModelStore.models()));
    }

    @Test
    void anEmbeddingWithItsCardIsJoinedByTheDefaultDetector() throws Exception {
        LocatedModel embedding = ModelStore.defaultPack().embedding();
        Path file = Files.copy(embedding.file(), folder.resolve("fr_feature.onnx"));
        assertThatThrownBy(() -> ModelPack.load(file))
                .hasMessageStartingWith(
                        "--model: " + file + " has no card (expected: fr_feature.json or model.json beside it");

        embedding.card().write(folder.resolve("model.json"));
        ModelPack pack = ModelPack.load(file);
        assertThat(pack.embedding().file()).isEqualTo(file);
        assertThat(pack.detection().card().id()).isEqualTo("fr_detect");
        // the same card twice in a folder is two models for one task
        embedding.card().write(folder.resolve("other.json"));
        assertThatThrownBy(() -> ModelPack.load(folder)).hasMessageContaining("two models for embedding");
    }

    @Test
    void aFileThatIsNotTheCardsIsRefusedByName() throws Exception {
        LocatedModel embedding = ModelStore.defaultPack().embedding();
        Path file = Files.write(folder.resolve("fr_feature.onnx"), TinyModel.relu());
        embedding.card().write(folder.resolve("fr_feature.json"));

        assertThatThrownBy(() -> ModelPack.load(file))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("(expected: " + embedding.card().sha256() + ", from its card)");
        assertThatThrownBy(() -> ModelPack.load(folder.resolve("none.onnx"))).hasMessageStartingWith("--model: ");
    }

    @Test
    void aFolderOfDetectorAndEmbeddingBecomesAPack() throws Exception {
        Path brought = Files.createDirectory(folder.resolve("brought"));
        Files.copy(TestData.shared("models/scrfd_500m_kps.onnx"), brought.resolve("det_500m.onnx"));
        Files.copy(TestData.models().resolve("fr_feature.onnx"), brought.resolve("embedding.onnx"));
        Files.copy(TestData.models().resolve("fr_expression.onnx"), brought.resolve("expression.onnx"));

        ImportReport report = ModelImport.run(brought, folder.resolve("pack"));

        assertThat(report.models()).extracting(ModelCard::family).containsExactly(Family.SCRFD, Family.ARCFACE);
        assertThat(report.skipped()).extracting(ImportReport.Skipped::file).containsExactly("expression.onnx");
        ModelCard detector = report.models().get(0);
        assertThat(detector.licence()).startsWith("non-commercial research only");
        assertThat(detector.input())
                .isEqualTo(new ModelCard.Input(
                        640, 640, Colour.RGB, List.of(127.5f), List.of(1 / 128f), ModelCard.Layout.NCHW));
        // recognised by its hash, whatever its name
        assertThat(report.models().get(1).id()).isEqualTo("fr_feature");
        assertThat(report.lines())
                .anyMatch(line -> line.startsWith("det_500m.onnx: scrfd detection, 640 x 640 RGB; licence: non-"));

        ModelPack pack = ModelPack.load(report.folder());
        assertThat(pack.detection().card()).isEqualTo(detector);
        assertThat(pack.landmarks()).isEmpty();
        assertThat(ModelImport.run(brought, folder.resolve("pack")).models()).isEqualTo(report.models());
    }

    @Test
    void aDetectorWithoutAnEmbeddingUsesTheDefaultOne() throws Exception {
        Path brought = Files.createDirectory(folder.resolve("brought"));
        Files.copy(TestData.shared("models/yunet_n_dynamic.onnx"), brought.resolve("yunet.onnx"));

        ModelPack pack =
                ModelPack.load(ModelImport.run(brought, folder.resolve("pack")).folder());

        assertThat(pack.detection().card().family()).isEqualTo(Family.YUNET);
        assertThat(pack.detection().card().input().colour()).isEqualTo(Colour.BGR);
        assertThat(pack.embedding().card().id()).isEqualTo("fr_feature");
    }

    @Test
    void aZipIsUnpackedFlat() throws Exception {
        Path zip = zip("pack/det.onnx", Files.readAllBytes(TestData.shared("models/scrfd_2.5g_named_outputs.onnx")));

        ImportReport report = ModelImport.run(zip, folder.resolve("pack"));

        assertThat(report.models()).extracting(ModelCard::file).containsExactly("det.onnx");
        assertThat(report.models().get(0).licence()).isEqualTo("unknown");
        assertThat(folder.resolve("pack/det.onnx")).exists();
    }

    @Test
    void aZipThatClimbsOutIsRefusedAndLeavesNothing() throws Exception {
        for (String name : List.of("../evil.onnx", "/evil.onnx", "a/../../evil.onnx", "..\\evil.onnx", "C:evil.onnx")) {
            Path zip = zip(name, TinyModel.relu());
            assertThatThrownBy(() -> ModelImport.run(zip, folder.resolve("in/pack")))
                    .isInstanceOf(ModelRefusedException.class)
                    .hasMessage(zip + ": entry \"" + name + "\" (expected: a path inside the archive)");
        }
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(folder.resolve("pack.zip"));
        }
    }

    @Test
    void whatHoldsNoModelIsRefusedInOneLine() throws Exception {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        assertThatThrownBy(() -> ModelImport.run(text, folder.resolve("pack"))).hasMessageContaining("not a ZIP file");
        Path zip = zip("tiny.onnx", TinyModel.relu());
        assertThatThrownBy(() -> ModelImport.run(zip, folder.resolve("pack")))
                .hasMessage(
                        "models import: pack.zip: tiny.onnx: input [1], outputs of [1] values (expected: an RFB, SCRFD or YuNet"
                                + " detector, or an embedding of 112 x 112 crops) (expected: at least one detection or embedding model)");
        assertThatThrownBy(() -> ModelImport.run(folder.resolve("none"), folder.resolve("pack")))
                .hasMessageContaining("not found (expected: a folder or a ZIP file)");
    }

    private Path zip(String entry, byte[] content) throws Exception {
        Path file = folder.resolve("pack.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
        }
        return file;
    }
}
