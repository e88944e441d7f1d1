package io.facestream.training.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private final Weights weights = Weights.random(Backbone.TINY.layer(32), 3);

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("net.weights");
        new WeightsFile(Backbone.TINY, 32, weights).write(file);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        WeightsFile read = WeightsFile.read(file);
        assertThat(read.backbone()).isEqualTo(Backbone.TINY);
        assertThat(read.dimension()).isEqualTo(32);
        assertThat(read.weights().values().keySet())
                .containsExactlyElementsOf(weights.values().keySet());
        weights.values()
                .forEach((name, values) -> assertThat(
                                Arrays.equals(read.weights().get(name), values))
                        .as(name)
                        .isTrue());
    }

    @Test
    void writingLeavesNothingBesideTheFileAndReplacesTheOldOne() throws IOException {
        Weights other = Weights.random(Backbone.TINY.layer(16), 4);
        new WeightsFile(Backbone.TINY, 16, other).write(file);
        assertThat(WeightsFile.read(file).dimension()).isEqualTo(16);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFlippedBitAnywhereIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        // magic, version, header, values near both ends, checksum
        for (int at : new int[] {0, 9, 12, 30, whole.length / 2, whole.length - 5, whole.length - 1}) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 4;
            Files.write(file, bytes);
            assertThatThrownBy(() -> WeightsFile.read(file)).as("byte %d", at).isInstanceOf(TrainingException.class);
        }
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 7, 15, 100, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> WeightsFile.read(file))
                    .as("%d bytes", length)
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void aFileOfSomethingElseIsRefusedInOneLine() throws IOException {
        Files.writeString(file, "backbone: tiny, and some more");
        assertThatThrownBy(() -> WeightsFile.read(file))
                .hasMessage(file + ": not a file of weights (expected: FSWEIGHT at its beginning)");
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> WeightsFile.read(none)).hasMessage(none + ": not found (expected: a file of weights)");
    }

    @Test
    void valuesOfAnotherNetworkAreNotWritten() {
        assertThatThrownBy(() -> new WeightsFile(Backbone.TINY, 33, weights))
                .hasMessage("embed.weight: 2048 values (expected: 2112)");
    }
}
