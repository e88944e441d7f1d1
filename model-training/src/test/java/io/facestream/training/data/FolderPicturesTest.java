package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPicturesTest {
    @TempDir
    Path folder;

    @Test
    void peopleAndPicturesAreNumberedByName() throws Exception {
        pgm("bob/2.pgm", 4, 4, 20);
        pgm("bob/1.pgm", 4, 4, 10);
        pgm("ann/9.pgm", 4, 4, 90);
        pgm(".hidden/1.pgm", 4, 4, 1);
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("bob/notes.txt"), "not a picture");
        try (PictureSet set = PictureSets.open(folder.toString(), 8)) {
            assertThat(set.classes()).containsExactly("ann", "bob");
            assertThat(set.size()).isEqualTo(3);
            assertThat(set.name(0)).isEqualTo("ann/9.pgm");
            assertThat(set.name(1)).isEqualTo("bob/1.pgm");
            assertThat(set.label(2)).isEqualTo(1);
            assertThat(set.read(2)).hasSize(8 * 8 * 3).containsOnly(20);
        }
    }

    @Test
    void theMiddleIsCutOutWhereItIsAskedFor() throws Exception {
        // columns 0..15; rows 8
        byte[] header = "P5 16 8 255\n".getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[header.length + 128];
        System.arraycopy(header, 0, file, 0, header.length);
        for (int i = 0; i < 128; i++) {
            file[header.length + i] = (byte) (i % 16);
        }
        Files.createDirectories(folder.resolve("ann"));
        Files.write(folder.resolve("ann/1.pgm"), file);
        try (PictureSet middle = PictureSets.open(folder.toString(), 8, Fit.CENTRE_CROP);
                PictureSet stretched = PictureSets.open(folder.toString(), 8)) {
            assertThat(middle.read(0)).startsWith(4, 4, 4, 5, 5, 5);
            // half the width: the mean of columns 2 and 3 is 2.5, and OpenCV rounds it to the even
            assertThat(stretched.read(0)[3]).isBetween((byte) 2, (byte) 3);
        }
    }

    @Test
    void aDamagedPictureIsToldByItsName() throws Exception {
        pgm("ann/1.pgm", 4, 4, 90);
        Files.writeString(folder.resolve("ann/2.jpg"), "no picture");
        try (PictureSet set = PictureSets.open(folder.toString(), 8)) {
            assertThatThrownBy(() -> set.read(1))
                    .isInstanceOf(UnreadablePictureException.class)
                    .hasMessage("ann/2.jpg: starts with 0x6e6f2070 (expected: JPEG, PNG or WebP)");
            Files.delete(folder.resolve("ann/1.pgm"));
            assertThatThrownBy(() -> set.read(0))
                    .isInstanceOf(UnreadablePictureException.class)
                    .hasMessageStartingWith("ann/1.pgm: ");
        }
    }

    @Test
    void whatHoldsNoPicturesIsRefusedInALine() {
        assertThatThrownBy(() -> PictureSets.open(folder.toString()))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith(folder + ": no pictures of people (expected: PERSON/*.jpg");
        assertThatThrownBy(() -> PictureSets.open(folder.resolve("gone").toString()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no such file or folder (expected: ");
    }

    private void pgm(String name, int width, int height, int grey) throws IOException {
        byte[] header = ("P5 " + width + " " + height + " 255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[header.length + width * height];
        java.util.Arrays.fill(file, (byte) grey);
        System.arraycopy(header, 0, file, 0, header.length);
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, file);
    }
}
