package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfRecordTest {
    @TempDir
    Path folder;

    @Test
    void aChecksumIsTurnedAndShifted() {
        // CRC-32C of "123456789" is e3069283 (RFC 3720): turned right by 15 bits 2507c60d, plus a282ead8
        assertThat(TfRecordFile.masked(bytes("123456789"), 9)).isEqualTo(0xc78ab0e5);
    }

    @Test
    void anExampleIsReadHoweverItsNumbersArePacked() throws Exception {
        // field 1 features > field 1 entry > 1 key "n", 2 feature > 3 int64 list > 1 value 300 (ac 02), unpacked
        byte[] unpacked = HexFormat.of().parseHex("0a0c" + "0a0a" + "0a016e" + "1205" + "1a03" + "08ac02");
        assertThat(TfExample.parse(unpacked).numbers()).containsExactly(Map.entry("n", 300L));
        byte[] packed = HexFormat.of().parseHex("0a0d" + "0a0b" + "0a016e" + "1206" + "1a04" + "0a02ac02");
        assertThat(TfExample.parse(packed).numbers()).containsExactly(Map.entry("n", 300L));
        assertThat(new TfExample(Map.of(), Map.of("n", 300L)).bytes()).isEqualTo(packed);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path file = written();
        try (CodedPictures pictures = PictureSets.coded(file.toString())) {
            assertThat(pictures.kind()).isEqualTo("TFRecord");
            assertThat(pictures.classes()).containsExactly("zoe", "ann");
            assertThat(pictures.label(2)).isEqualTo(1);
            assertThat(pictures.name(1)).isEqualTo("zoe/2.png");
            assertThat(pictures.coded(1)).isEqualTo(bytes("two"));
            assertThat(pictures.problems()).isEmpty();
        }
    }

    @Test
    void aChangedByteIsFoundOutAndCostsOneRecord() throws Exception {
        Path file = written();
        byte[] content = Files.readAllBytes(file);
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("two");
        content[at] ^= 1;
        Files.write(file, content);
        try (CodedPictures pictures = PictureSets.coded(file.toString())) {
            assertThat(pictures.size()).isEqualTo(2);
            assertThat(pictures.problems()).hasSize(1);
            assertThat(pictures.problems().get(0)).contains("checksum of its content");
        }
    }

    @Test
    void aRecordThatIsChangedLaterIsFoundOutWhenItIsRead() throws Exception {
        Path file = written();
        try (CodedPictures pictures = PictureSets.coded(file.toString())) {
            byte[] content = Files.readAllBytes(file);
            content[new String(content, StandardCharsets.ISO_8859_1).indexOf("two")] ^= 1;
            Files.write(file, content);
            assertThatThrownBy(() -> pictures.coded(1))
                    .isInstanceOf(UnreadablePictureException.class)
                    .hasMessageContaining("zoe/2.png: checksum of its content");
            assertThat(pictures.coded(2)).isEqualTo(bytes("three"));
        }
    }

    @Test
    void aCutFileGivesWhatIsWhole() throws Exception {
        Path file = written();
        byte[] content = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(content, content.length - 3));
        try (CodedPictures pictures = PictureSets.coded(file.toString())) {
            assertThat(pictures.size()).isEqualTo(2);
            assertThat(pictures.problems()).hasSize(1);
        }
        Files.writeString(file, "this is a text, and no TFRecord file");
        assertThatThrownBy(() -> PictureSets.coded(file.toString()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("checksum of its length")
                .hasMessageEndingWith("(expected: a TFRecord file)");
    }

    @Test
    void aRecordMayHaveAPathInsteadOfAPicture() throws Exception {
        Path file = folder.resolve("paths.tfrecord");
        Files.writeString(folder.resolve("one.jpg"), "the picture");
        TfExample example = new TfExample(
                Map.of("image/filename", bytes("set/0007/one.jpg"), "image/img_path", bytes("one.jpg")),
                Map.of("image/source_id", 7L));
        TfExample without = new TfExample(Map.of("image/filename", bytes("x")), Map.of("image/source_id", 8L));
        try (AppendedFile out = new AppendedFile(file, 0)) {
            out.append(TfRecordFile.framed(example.bytes()));
            out.append(TfRecordFile.framed(without.bytes()));
            out.complete();
        }
        try (CodedPictures pictures = PictureSets.coded(file.toString())) {
            assertThat(pictures.classes()).containsExactly("0007", "8");
            assertThat(pictures.coded(0)).isEqualTo(bytes("the picture"));
            assertThatThrownBy(() -> pictures.coded(1))
                    .hasMessage("x: no picture (expected: image/encoded or image/img_path)");
        }
    }

    private Path written() throws Exception {
        Path file = folder.resolve("a.tfrecord");
        try (PictureSink sink = PictureSinks.open(file, Map.of())) {
            sink.add(new SinkPicture(0, 0, "zoe", "1.png", bytes("one")));
            sink.add(new SinkPicture(1, 0, "zoe", "2.png", bytes("two")));
            sink.add(new SinkPicture(2, 1, "ann", "1.png", bytes("three")));
            sink.complete();
        }
        return file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
