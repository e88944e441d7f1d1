package io.facestream.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import io.facestream.training.head.HeadSpec;
import io.facestream.training.net.Backbone;
import io.facestream.training.optimise.OptimiserSpec;
import io.facestream.training.optimise.Schedule;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingConfigTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsNotSaidIsAsTheDefaultsSay() throws IOException {
        TrainingConfig config = TrainingConfig.read(file("data: {train: people}\nbatch: 8\n"), List.of());
        assertThat(config.batch()).isEqualTo(8);
        assertThat(config.backbone().name()).isEqualTo("mobilefacenet");
        assertThat(config.data().augmentation().flip()).isEqualTo(0.5);
        assertThat(config.validate().by()).isEqualTo(Figure.AUC);
    }

    @Test
    void aChangeOfTheCommandLineComesLast() throws IOException {
        TrainingConfig config = TrainingConfig.read(
                file("data: {train: people}\nhead: {kind: cosface, margin: 0.3}\n"),
                List.of("head.margin=0.4", "backbone.dimension=128", "learn=[embed, norm]"));
        assertThat(HeadSpec.of(config.headSettings())).isEqualTo(new HeadSpec.CosFace(64, 0.4));
        assertThat(config.backbone().dimension()).isEqualTo(128);
        assertThat(config.learn()).containsExactly("embed", "norm");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        Path file = file("data: {train: people, shuffle: true}\nlearning-rate: 0.1\ncheckpoint: often\n");
        assertThatThrownBy(() -> TrainingConfig.read(file, List.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("data.shuffle (expected: one of train, only, ")
                .hasMessageContaining("learning-rate (expected: one of seed, threads, ")
                .hasMessageContaining("checkpoint: \"often\" (expected: settings, minutes, keep)");
        Path values = file("data: {train: null}\nbatch: 0\nvalidate: {by: f1}\nexport: {norm: both}\n");
        assertThatThrownBy(() -> TrainingConfig.read(values, List.of()))
                .hasMessageContaining("data.train: none (expected: ")
                .hasMessageContaining("batch: 0 (expected: a whole number from 1 to 65536)")
                .hasMessageContaining("validate.by: f1 (expected: auc or tar-at-1e-2 or tar-at-1e-3 or accuracy)")
                .hasMessageContaining("export.norm: both (expected: outside or inside)");
        Path parts = file(
                "data: {train: people}\nbackbone: {name: resnet9}\nhead: {kind: arcface, margn: 1}\nschedule: {rate: -1}\n");
        assertThatThrownBy(() -> TrainingConfig.read(parts, List.of()))
                .hasMessageContaining("schedule: ")
                .hasMessageContaining("backbone: resnet9 (expected: one of tiny, mobilefacenet, ")
                .hasMessageContaining("head.margn: 1 (expected: one of ");
    }

    @Test
    void aFileThatIsNoYamlIsToldWithItsLine() throws IOException {
        Path file = file("batch: 8\nhead: {kind: arcface\n");
        assertThatThrownBy(() -> TrainingConfig.read(file, List.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("(?s).*config.yaml:[23]: not YAML.*");
    }

    @Test
    void aRunGoesOnOnlyAsTheTrainingThatItIs() throws IOException {
        Path file = file("data: {train: people}\n");
        TrainingConfig begun = TrainingConfig.read(file, List.of());
        TrainingConfig.read(file, List.of("threads=1", "checkpoint.keep=5")).requireSameTraining(begun);
        TrainingConfig other = TrainingConfig.read(file, List.of("batch=16"));
        assertThatThrownBy(() -> other.requireSameTraining(begun))
                .hasMessageContaining("batch: 16 (expected: 32, as the run was begun)");
    }

    @Test
    void theEffectiveSettingsReadBackAsTheSame() throws IOException {
        TrainingConfig config =
                TrainingConfig.read(file("data: {train: people}\nhead: {kind: liarcface}\n"), List.of());
        assertThat(TrainingConfig.read(file(config.text()), List.of())).isEqualTo(config);
    }

    @Test
    void everyConfigurationThatComesWithTheProjectIsUnderstood() throws IOException {
        try (Stream<Path> files = Files.list(TestData.root().resolve("model-training/configs"))) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(all).hasSizeGreaterThan(12);
            for (Path file : all) {
                TrainingConfig config = TrainingConfig.read(file, List.of());
                Backbone.named(config.backbone().name());
                HeadSpec.of(config.headSettings());
                OptimiserSpec.of(config.optimiserSettings());
                Schedule.of(config.scheduleSettings());
            }
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }
}
