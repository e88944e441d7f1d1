package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    private static final byte[] MAGIC = HexFormat.of().parseHex("0a23d7ce");

    @TempDir
    Path folder;

    @Test
    void aRecordIsFramedByMagicLengthAndPadding() {
        assertThat(HexFormat.of().formatHex(RecordFile.framed(new byte[] {1, 2, 3, 4, 5})))
                .isEqualTo("0a23d7ce" + "05000000" + "0102030405" + "000000");
    }

    @Test
    void aRecordThatHoldsTheMagicNumberIsDividedThereAndJoinedAgain() throws Exception {
        byte[] record = joined(new byte[] {1, 2, 3, 4}, MAGIC, MAGIC, new byte[] {5, 6});
        byte[] framed = RecordFile.framed(record);
        // first part 1 << 29 | 4, middle 2 << 29 | 0, last 3 << 29 | 2
        assertThat(HexFormat.of().formatHex(framed))
                .isEqualTo("0a23d7ce" + "04000020" + "01020304" + "0a23d7ce" + "00000040" + "0a23d7ce" + "02000060"
                        + "05060000");
        Path file = folder.resolve("a.rec");
        Files.write(file, joined(framed, RecordFile.framed(new byte[] {7})));
        try (ReadableFile readable = ReadableFile.open(file)) {
            RecordFile records = new RecordFile(readable);
            assertThat(records.scan().offsets()).containsExactly(0L, (long) framed.length);
            assertThat(records.read(0)).isEqualTo(record);
            assertThat(records.read(framed.length)).containsExactly(7);
        }
    }

    @Test
    void aMagicNumberAtAnOddPlaceDividesNothing() {
        byte[] record = joined(new byte[] {1}, MAGIC, new byte[3]);
        assertThat(RecordFile.framed(record))
                .hasSize(8 + 8)
                .startsWith(HexFormat.of().parseHex("0a23d7ce08000000"));
    }

    @Test
    void picturesAreReadWithoutAnIndex() throws Exception {
        Path file = folder.resolve("a.rec");
        Files.write(file, joined(picture(5, "five"), picture(2, "two"), picture(5, "five again")));
        try (RecordPictures pictures = RecordPictures.open(file)) {
            assertThat(pictures.size()).isEqualTo(3);
            assertThat(pictures.classes()).containsExactly("2", "5");
            assertThat(pictures.label(0)).isEqualTo(1);
            assertThat(pictures.label(1)).isZero();
            assertThat(text(pictures.coded(2))).isEqualTo("five again");
        }
    }

    @Test
    void anIndexSaysWhereRecordsAreWhateverTheirOrder() throws Exception {
        Path file = folder.resolve("a.rec");
        byte[] first = picture(0, "first");
        Files.write(file, joined(first, picture(1, "second")));
        Files.writeString(folder.resolve("a.idx"), "1\t" + first.length + "\n2\t0\n");
        try (RecordPictures pictures = RecordPictures.open(file)) {
            assertThat(text(pictures.coded(0))).isEqualTo("second");
            assertThat(text(pictures.coded(1))).isEqualTo("first");
            assertThat(pictures.name(1)).isEqualTo("a.rec record 2");
        }
    }

    @Test
    void severalLabelsStandBeforeThePictureAndTheFirstCounts() throws Exception {
        Path file = folder.resolve("a.rec");
        byte[] record = new ImageRecord(new float[] {3, 8, 9, 10}, 1, bytes("four labels")).bytes();
        Files.write(file, RecordFile.framed(record));
        try (RecordPictures pictures = RecordPictures.open(file)) {
            assertThat(pictures.classes()).containsExactly("3");
            assertThat(text(pictures.coded(0))).isEqualTo("four labels");
        }
    }

    @Test
    void whatIsDamagedIsPassedOverAndTold() throws Exception {
        Path file = folder.resolve("a.rec");
        byte[] first = picture(0, "first");
        byte[] second = picture(1, "second, which is damaged");
        byte[] third = picture(2, "third");
        second[1] ^= 1;
        Files.write(file, joined(first, second, third));
        try (RecordPictures pictures = RecordPictures.open(file)) {
            assertThat(pictures.size()).isEqualTo(2);
            assertThat(text(pictures.coded(1))).isEqualTo("third");
            assertThat(pictures.problems())
                    .containsExactly(file + ": bytes " + first.length + " to " + (first.length + second.length)
                            + " are no record");
        }
        Files.write(file, joined(first, java.util.Arrays.copyOf(third, 20)));
        try (RecordPictures pictures = RecordPictures.open(file)) {
            assertThat(pictures.size()).isEqualTo(1);
            assertThat(pictures.problems()).hasSize(1);
        }
    }

    @Test
    void whatHoldsNoRecordIsRefused() throws Exception {
        Path file = folder.resolve("a.rec");
        Files.writeString(file, "this is a text and no file of records");
        assertThatThrownBy(() -> RecordPictures.open(file))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no record with a picture")
                .hasMessageContaining("(expected: a file of MXNet records)");
    }

    @Test
    void whatIsWrittenIsLaidOutAsInsightFacesSets() throws Exception {
        Path file = folder.resolve("a.rec");
        try (PictureSink sink = PictureSinks.open(file, Map.of())) {
            sink.add(new SinkPicture(0, 0, "ann", "1.png", bytes("one")));
            sink.add(new SinkPicture(1, 0, "ann", "2.png", bytes("two")));
            sink.add(new SinkPicture(2, 1, "bob", "1.png", bytes("three")));
            sink.complete();
        }
        try (ReadableFile readable = ReadableFile.open(file)) {
            RecordFile records = new RecordFile(readable);
            RecordFile.Scan scan = records.scan();
            assertThat(scan.offsets()).hasSize(1 + 3 + 2);
            // pictures are 1 to 3, people 4 and 5
            assertThat(ImageRecord.parse(records.read(0)).labels()).containsExactly(4, 6);
            ImageRecord picture = ImageRecord.parse(records.read(scan.offsets().get(3)));
            assertThat(picture.labels()).containsExactly(1);
            assertThat(picture.key()).isEqualTo(3);
            // ann's keys are 1 and 2, bob's is 3
            assertThat(ImageRecord.parse(records.read(scan.offsets().get(4))).labels())
                    .containsExactly(1, 3);
            assertThat(ImageRecord.parse(records.read(scan.offsets().get(5))).labels())
                    .containsExactly(3, 4);
        }
        try (CodedPictures pictures = PictureSets.coded(file.toString())) {
            assertThat(pictures.size()).isEqualTo(3);
            assertThat(pictures.classes()).containsExactly("ann", "bob");
            assertThat(text(pictures.coded(2))).isEqualTo("three");
        }
        Files.delete(folder.resolve("a.idx"));
        try (CodedPictures pictures = PictureSets.coded(file.toString())) {
            assertThat(pictures.size()).isEqualTo(3);
        }
    }

    private static byte[] picture(int label, String content) {
        // flag 0, label, two ids
        byte[] header = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putFloat(label)
                .array();
        return RecordFile.framed(joined(header, bytes(content)));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
