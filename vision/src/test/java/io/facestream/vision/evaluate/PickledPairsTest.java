package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickledPairsTest {
    /** What Python 3.11 writes for {@code ([b'\xff\xd8one', b'two\x00', b'three', b'\xce\xd7#\n'], [True, False])}. */
    private static final byte[] PICKLE =
            Base64.getDecoder().decode("gASVKwAAAAAAAABdlChDBf/Yb25llEMEdHdvAJRDBXRocmVllEMEztcjCpRlXZQoiIllhpQu");

    @TempDir
    private Path folder;

    @Test
    void picturesAndFlagsAreRead() throws Exception {
        PickledPairs pairs = PickledPairs.open(Files.write(folder.resolve("pairs.bin"), PICKLE));
        assertThat(pairs.pairs()).isEqualTo(2);
        assertThat(pairs.same(0)).isTrue();
        assertThat(pairs.same(1)).isFalse();
        assertThat(pairs.pictures().get(3)).containsExactly(0xce, 0xd7, '#', '\n');
    }

    @Test
    void aDamagedFileIsRefusedInALineWhereverItWasCutOrChanged() throws Exception {
        Path file = folder.resolve("pairs.bin");
        for (int length = 0; length < PICKLE.length; length++) {
            Files.write(file, Arrays.copyOf(PICKLE, length));
            assertThatThrownBy(() -> PickledPairs.open(file))
                    .isInstanceOf(ProtocolRefusedException.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageContaining("expected: ");
        }
        for (int at = 0; at < PICKLE.length; at++) {
            byte[] changed = PICKLE.clone();
            changed[at] ^= (byte) 0x55;
            Files.write(file, changed);
            try {
                assertThat(PickledPairs.open(file).pairs()).isPositive();
            } catch (ProtocolRefusedException e) {
                assertThat(e).hasMessageContaining("expected: ");
            }
        }
    }
}
