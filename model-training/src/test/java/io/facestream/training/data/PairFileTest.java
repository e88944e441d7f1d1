package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairFileTest {
    @TempDir
    Path folder;

    /** What Python 3.11 writes for {@code ([b'\xff\xd8one', b'two\x00', b'three', b'\xce\xd7#\n'], [True, False])}, protocols 0 to 5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KChscDAKY19jb2RlY3MKZW5jb2RlCnAxCihW/9hvbmUKcDIKVmxhdGluMQpwMwp0cDQKUnA1CmFnMQooVnR3b1x1MDAwMApwNgpnMwp0"
                        + "cDcKUnA4CmFnMQooVnRocmVlCnA5CmczCnRwMTAKUnAxMQphZzEKKFbO1yNcdTAwMGEKcDEyCmczCnRwMTMKUnAxNAphKGxw"
                        + "MTUKSTAxCmFJMDAKYXRwMTYKLg==",
                "KF1xAChjX2NvZGVjcwplbmNvZGUKcQEoWAcAAADDv8OYb25lcQJYBgAAAGxhdGluMXEDdHEEUnEFaAEoWAQAAAB0d28AcQZoA3RxB1Jx"
                        + "CGgBKFgFAAAAdGhyZWVxCWgDdHEKUnELaAEoWAYAAADDjsOXIwpxDGgDdHENUnEOZV1xDyhJMDEKSTAwCmV0cRAu",
                "gAJdcQAoY19jb2RlY3MKZW5jb2RlCnEBWAcAAADDv8OYb25lcQJYBgAAAGxhdGluMXEDhnEEUnEFaAFYBAAAAHR3bwBxBmgDhnEHUnEI"
                        + "aAFYBQAAAHRocmVlcQloA4ZxClJxC2gBWAYAAADDjsOXIwpxDGgDhnENUnEOZV1xDyiIiWWGcRAu",
                "gANdcQAoQwX/2G9uZXEBQwR0d28AcQJDBXRocmVlcQNDBM7XIwpxBGVdcQUoiIllhnEGLg==",
                "gASVKwAAAAAAAABdlChDBf/Yb25llEMEdHdvAJRDBXRocmVllEMEztcjCpRlXZQoiIllhpQu",
                "gAWVKwAAAAAAAABdlChDBf/Yb25llEMEdHdvAJRDBXRocmVllEMEztcjCpRlXZQoiIllhpQu"
            })
    void picturesAndFlagsOfEveryProtocolAreReadIntact(String pickle) throws Exception {
        PairFile pairs = PairFile.open(file(pickle));
        assertThat(pairs.pairs()).isEqualTo(2);
        assertThat(pairs.same(0)).isTrue();
        assertThat(pairs.same(1)).isFalse();
        assertThat(pairs.coded().coded(0)).containsExactly(0xff, 0xd8, 'o', 'n', 'e');
        assertThat(pairs.coded().coded(1)).containsExactly('t', 'w', 'o', 0);
        assertThat(pairs.coded().coded(3)).containsExactly(0xce, 0xd7, '#', '\n');
    }

    /** As Python 2 wrote InsightFace's sets: {@code (['\xff\xd8', '\x00\n'], [True])}, opcodes written by hand. */
    @Test
    void stringsOfPython2AreBytes() throws Exception {
        byte[] pickle = {
            (byte) 0x80,
            2,
            ']',
            '(',
            'U',
            2,
            (byte) 0xff,
            (byte) 0xd8,
            'U',
            2,
            0,
            '\n',
            'e',
            ']',
            (byte) 0x88,
            'a',
            (byte) 0x86,
            '.'
        };
        PairFile pairs = PairFile.open(file(Base64.getEncoder().encodeToString(pickle)));
        assertThat(pairs.coded().coded(0)).containsExactly(0xff, 0xd8);
        assertThat(pairs.coded().coded(1)).containsExactly(0, '\n');
    }

    @Test
    void somethingElseIsRefusedInALine() throws Exception {
        // (['a'], [True]): a picture is missing
        byte[] odd = {(byte) 0x80, 2, ']', 'U', 1, 'a', 'a', ']', (byte) 0x88, 'a', (byte) 0x86, '.'};
        Path file = file(Base64.getEncoder().encodeToString(odd));
        assertThatThrownBy(() -> PairFile.open(file))
                .isInstanceOf(TrainingException.class)
                .hasMessage(file + ": 1 pictures and 1 flags (expected: a pickle of pictures, and half as many flags)");
        Files.writeString(file, "no pickle at all");
        assertThatThrownBy(() -> PairFile.open(file))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("expected: ");
        assertThatThrownBy(() -> PictureSets.open(file.toString()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("pairs, which say who is alike but not who is who");
    }

    private Path file(String base64) throws Exception {
        Path file = folder.resolve("pairs.bin");
        return Files.write(file, Base64.getDecoder().decode(base64));
    }
}
