package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedPicturesTest {
    @TempDir
    Path folder;

    @Test
    void aTablesColumnsAreFoundByTheirNames() throws Exception {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/1.jpg"), "one");
        Path table = Files.writeString(
                folder.resolve("t.csv"), "id,LABEL,image\r\n1,\"Li, Bo\",a/1.jpg\r\n2,ann,gone.jpg\r\n\r\n");
        try (CodedPictures pictures = PictureSets.coded(table.toString())) {
            assertThat(pictures.classes()).containsExactly("Li, Bo", "ann");
            assertThat(pictures.label(0)).isZero();
            assertThat(pictures.coded(0)).isEqualTo("one".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> pictures.coded(1))
                    .isInstanceOf(UnreadablePictureException.class)
                    .hasMessage("gone.jpg: NoSuchFileException (expected: a readable file)");
        }
    }

    @Test
    void linesOfPathAndPersonAreAList() throws Exception {
        Path list = Files.writeString(folder.resolve("label.txt"), "images/1.jpg\t7\nimages/2.jpg\t3\n");
        try (CodedPictures pictures = PictureSets.coded(list.toString())) {
            assertThat(pictures.classes()).containsExactly("3", "7");
            assertThat(pictures.name(1)).isEqualTo("images/2.jpg");
        }
    }

    @Test
    void whatIsNoTableIsRefused() throws Exception {
        Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> PictureSets.coded(table.toString()))
                .isInstanceOf(TrainingException.class)
                .hasMessage(table + ": the columns a,b (expected: Image and Label among those of the first row)");
        Files.writeString(table, "Image,Label\nonly\n");
        assertThatThrownBy(() -> PictureSets.coded(table.toString()))
                .hasMessage(table + ": only (expected: a picture and a person in each row)");
        Files.writeString(table, "Image,Label\n\"open,1\n");
        assertThatThrownBy(() -> PictureSets.coded(table.toString())).hasMessageContaining("a quote that does not end");
    }

    @Test
    void valuesWithCommasAndQuotesComeBack() {
        String row = TableFile.row("a,b", "say \"hi\"", "two\nlines", "plain");
        assertThat(row).isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",plain\n");
        assertThat(TableFile.rows(row, "row")).containsExactly(List.of("a,b", "say \"hi\"", "two\nlines", "plain"));
    }

    @Test
    void whatIsWrittenAsATableIsReadAgain() throws Exception {
        Path table = folder.resolve("faces.csv");
        try (PictureSink sink = PictureSinks.open(table, Map.of())) {
            sink.add(new SinkPicture(0, 0, "Li, Bo", "1.png", new byte[] {1}));
            assertThat(table).doesNotExist();
            sink.complete();
        }
        assertThat(table).hasContent("Image,Label\n\"faces/Li, Bo/1.png\",\"Li, Bo\"\n");
        try (CodedPictures pictures = PictureSets.coded(table.toString())) {
            assertThat(pictures.coded(0)).containsExactly(1);
        }
    }

    @Test
    void aPersonWhoseNameLeadsElsewhereIsRefused() {
        assertThatThrownBy(() -> new SinkPicture(0, 0, "../up", "1.png", new byte[0]))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("person: ../up (expected: ");
    }
}
