package io.facestream.training.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final long NOW = 1_700_000_000_250L;

    @TempDir
    private Path folder;

    @Test
    void aScalarIsWrittenAsTensorFlowWouldWriteIt() throws IOException {
        try (EventFile events = EventFile.create(folder, NOW)) {
            events.scalar("loss", 7, 0.5, NOW);
        }
        byte[] all = Files.readAllBytes(files().get(0));
        // every event file of TensorFlow begins with a length of 24 and this sum of it
        assertThat(HexFormat.of().formatHex(all, 0, 12)).isEqualTo("1800000000000000a37f4b22");
        // made field by field from event.proto and summary.proto, with a CRC computed bit by bit elsewhere
        assertThat(HexFormat.of().formatHex(all, 12 + 24 + 4, all.length))
                .isEqualTo(
                        "1a00000000000000129bd82d" // length, its sum
                                + "090000" + "1040fc54d941" // wall time, 1700000000.25
                                + "1007" // step 7
                                + "2a0d0a0b" + "0a046c6f7373" + "150000003f" // summary, value: tag loss, 0.5
                                + "f8ed4b36");
    }

    @Test
    void whatWasWrittenIsThereBeforeTheFileIsClosed() throws IOException {
        try (EventFile events = EventFile.create(folder, NOW)) {
            events.scalar("loss/train", 0, 11.25, NOW);
            events.scalar("loss/train", 1L << 40, -3, NOW + 1000);
            assertThat(read(files().get(0)))
                    .containsExactly(
                            new Scalar(1_700_000_000.25, 0, "", 0),
                            new Scalar(1_700_000_000.25, 0, "loss/train", 11.25f),
                            new Scalar(1_700_000_001.25, 1L << 40, "loss/train", -3));
        }
    }

    @Test
    void aRunThatGoesOnBeginsAFileOfItsOwn() throws IOException {
        try (EventFile events = EventFile.create(folder, NOW)) {
            events.scalar("loss", 1, 2, NOW);
        }
        byte[] before = Files.readAllBytes(files().get(0));
        try (EventFile events = EventFile.create(folder, NOW)) {
            events.scalar("loss", 2, 1, NOW);
        }
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "events.out.tfevents.1700000000.facestream.0", "events.out.tfevents.1700000000.facestream.1");
        assertThat(Files.readAllBytes(files().get(0))).isEqualTo(before);
        assertThat(read(files().get(1)).get(1)).isEqualTo(new Scalar(1_700_000_000.25, 2, "loss", 1));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private record Scalar(double seconds, long step, String tag, float value) {}

    /** Reads frames and fields by the published formats, with nothing of the writer's. */
    private static List<Scalar> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Scalar> scalars = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(maskedSum(length));
            byte[] event = new byte
                    [ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()];
            in.get(event);
            assertThat(in.getInt()).isEqualTo(maskedSum(event));
            scalars.add(scalar(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return scalars;
    }

    private static Scalar scalar(ByteBuffer in) {
        double seconds = 0;
        long step = 0;
        String tag = "";
        float value = 0;
        while (in.hasRemaining()) {
            int key = in.get();
            switch (key) {
                case 1 << 3 | 1 -> seconds = in.getDouble();
                case 2 << 3 -> step = varint(in);
                case 3 << 3 | 2 -> assertThat(string(in)).isEqualTo("brain.Event:2");
                case 5 << 3 | 2 -> {
                    in.get();
                    assertThat(in.get()).isEqualTo((byte) (1 << 3 | 2));
                    assertThat((int) in.get()).isEqualTo(in.remaining());
                    assertThat(in.get()).isEqualTo((byte) (1 << 3 | 2));
                    tag = string(in);
                    assertThat(in.get()).isEqualTo((byte) (2 << 3 | 5));
                    value = in.getFloat();
                }
                default -> throw new IllegalArgumentException("field " + key);
            }
        }
        return new Scalar(seconds, step, tag, value);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    private static String string(ByteBuffer in) {
        byte[] bytes = new byte[in.get()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** CRC-32C (Castagnoli) bit by bit, then masked as TFRecord does. */
    private static int maskedSum(byte[] data) {
        int sum = ~0;
        for (byte value : data) {
            sum ^= value & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) == 1 ? sum >>> 1 ^ 0x82f63b78 : sum >>> 1;
            }
        }
        sum = ~sum;
        return (sum >>> 15 | sum << 17) + 0xa282ead8;
    }

    @Test
    void theTestsOwnSumIsThatOfThePublishedCheckValue() {
        // CRC-32C of "123456789" is e3069283
        int sum = 0xe3069283;
        assertThat(maskedSum("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo((sum >>> 15 | sum << 17) + 0xa282ead8);
    }
}
