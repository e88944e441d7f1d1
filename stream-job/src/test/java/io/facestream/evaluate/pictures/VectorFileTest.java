package io.facestream.evaluate.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.evaluate.NpyArray;
import io.facestream.evaluate.pictures.VectorFile.Made;
import io.facestream.evaluate.pictures.VectorFile.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
    /** What {@code numpy.save} of NumPy 2.4.6 writes for {@code numpy.array([[1, 2, 3], [4, 5, 6.5]], dtype='<f4')}. */
    private static final String NUMPY =
            "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
                    + " ".repeat(58) + "\n"
                    + "\u0000\u0000\u0080?\u0000\u0000\u0000@\u0000\u0000@@\u0000\u0000\u0080@\u0000\u0000\u00a0@\u0000\u0000\u00d0@";

    private static final List<float[]> ROWS = List.of(new float[] {1, 2, 3}, new float[] {4, 5, 6.5f});
    private static final Made MADE = new Made("small", "aa11", 3, true, false);

    @TempDir
    private Path folder;

    @Test
    void theBytesAreThoseThatNumPyWrites() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyArray.write(ROWS, 3, out);
        assertThat(out.toString(ISO_8859_1)).isEqualTo(NUMPY);
    }

    @Test
    void theValuesBeginAtAMultipleOf64WhateverTheShape() {
        for (int rows : new int[] {0, 9, 1_000, 123_456_789}) {
            assertThat(NpyArray.header(rows, 512).length % 64).isZero();
        }
    }

    @Test
    void whatIsWrittenIsReadWithItsModelNamesAndRefusals() throws IOException {
        Path npy = folder.resolve("new/x.npy");
        List<Refused> refused = List.of(new Refused("c.jpg", "no face", "c.jpg: no face found"));
        new VectorFile(MADE, List.of("a.jpg", "b \u017d.jpg"), ROWS, refused).write(npy);

        VectorFile read = VectorFile.read(npy);

        assertThat(read.made()).isEqualTo(MADE);
        assertThat(read.names()).containsExactly("a.jpg", "b \u017d.jpg");
        assertThat(read.refused()).isEqualTo(refused);
        assertThat(read.vectors()).usingElementComparator(Arrays::compare).containsExactlyElementsOf(ROWS);
        for (String file : List.of("x.npy", "x.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new/" + file))))
                    .isEqualTo("rw-------");
        }
        assertThat(read.toString()).doesNotContain("6.5");
    }

    @Test
    void vectorsOfTwoModelsAreRefusedByBothNames() {
        VectorFile one = new VectorFile(MADE, List.of(), List.of(), List.of());
        VectorFile sameModel =
                new VectorFile(new Made("renamed", "aa11", 3, false, true), List.of(), List.of(), List.of());
        VectorFile other = new VectorFile(new Made("large", "bb22", 3, true, false), List.of(), List.of(), List.of());

        one.requireComparable(sameModel);
        assertThatThrownBy(() -> one.requireComparable(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("small (SHA-256 aa11", "large (SHA-256 bb22");
    }

    @Test
    void anArrayThatNobodyVouchesForIsNotRead() throws IOException {
        Path npy = folder.resolve("x.npy");
        Files.write(npy, NUMPY.getBytes(ISO_8859_1));
        assertThatThrownBy(() -> VectorFile.read(npy)).hasMessageContaining("no x.json beside it");

        Files.writeString(folder.resolve("x.json"), "{}");
        assertThatThrownBy(() -> VectorFile.read(npy)).hasMessageContaining("does not say which model");

        Files.writeString(folder.resolve("x.json"), "not json");
        assertThatThrownBy(() -> VectorFile.read(npy)).hasMessageContaining("no JSON");

        new VectorFile(MADE, List.of("a"), List.of(ROWS.get(0)), List.of()).write(npy);
        Files.write(npy, NUMPY.getBytes(ISO_8859_1));
        assertThatThrownBy(() -> VectorFile.read(npy)).hasMessageContaining("2 for 1 names (expected: as many)");
    }

    @Test
    void aDamagedArrayIsRefusedInALine() throws IOException {
        assertThat(read(NUMPY)).isEqualTo("2 rows");
        assertThat(read(NUMPY.substring(0, 150))).contains("ends too early");
        assertThat(read(NUMPY + "x")).contains("goes on after its 2 rows");
        assertThat(read("PK\u0003\u0004")).contains("no NumPy file");
        assertThat(read(NUMPY.replace("<f4", "<i4"))).contains("type <i4");
        assertThat(read(NUMPY.replace("<f4", "<f8").replace("(2, 3)", "(1, 3)")))
                .as("six floats are as long as three doubles")
                .isEqualTo("1 rows");
        assertThat(read(NUMPY.replace("(2, 3)", "(2,  )"))).contains("shape (2,  )");
        assertThat(read(NUMPY.replace("(2, 3)", "(2,-3)"))).contains("shape (2,-3)");
        assertThat(read(NUMPY.replace("(2, 3), }    ", "(9, 99999999)}"))).contains("99999999 values a row");
    }

    private String read(String content) throws IOException {
        Path npy = folder.resolve("damaged.npy");
        Files.write(npy, content.getBytes(ISO_8859_1));
        try {
            return NpyArray.read(npy).size() + " rows";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
