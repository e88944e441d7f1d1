package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.source.CameraSource;
import io.facestream.job.deadletter.DeadLetter;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class KafkaFramesTest {
    private static final byte[] JPEG = jpeg();

    @Test
    void restartsChangeNothingAndTheEndOfACameraIsCountedOnce() throws Exception {
        List<KafkaFrame> records = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            records.add(record("cam", i, i * 60L, "", JPEG));
            records.add(record("cam", i, i * 60L, "", JPEG));
        }
        records.add(record("", 0, 0, "", JPEG));
        records.add(record("cam", 8, 480, "ended", new byte[0]));

        List<String> plain = new ArrayList<>();
        List<String> plainLetters = new ArrayList<>();
        try (var harness = open(null, 60)) {
            for (KafkaFrame record : records) {
                harness.processElement(record, record.timestampMillis());
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            take(harness, plain, plainLetters);
        }
        List<String> restarted = new ArrayList<>();
        List<String> letters = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (KafkaFrame record : records) {
            try (var harness = open(state, 60)) {
                harness.processElement(record, record.timestampMillis());
                take(harness, restarted, letters);
                state = harness.snapshot(1, 1);
            }
        }
        try (var harness = open(state, 60)) {
            assertThat(endedCameras(harness)).as("told again after a restart").isEqualTo(1);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            take(harness, restarted, letters);
        }

        assertThat(restarted).isEqualTo(plain);
        assertThat(letters).isEqualTo(plainLetters).singleElement().asString().contains("BAD_CAMERA_ID");
        assertThat(plain.stream().filter(line -> line.startsWith("frame "))).hasSize(4);
        assertThat(plain).last().asString().startsWith("CameraEnded[cameraId=?");
    }

    @Test
    void aCameraThatFallsSilentIsDownButAnOutageOfTheJobIsNobodysSilence() throws Exception {
        OperatorSubtaskState state;
        try (var harness = open(null, 60)) {
            harness.setProcessingTime(1_000);
            harness.processElement(record("cam", 0, 0, "", JPEG), 0);
            harness.setProcessingTime(50_000);
            harness.processElement(record("cam", 1, 40, "", JPEG), 0);
            harness.setProcessingTime(61_000);
            assertThat(statuses(harness)).containsExactly(CameraStatus.State.UP);
            state = harness.snapshot(1, 1);
        }
        try (var harness = open(state, 60)) {
            harness.setProcessingTime(10_000_000);
            assertThat(statuses(harness)).as("the job itself was away").isEmpty();
            harness.setProcessingTime(10_059_000);
            assertThat(statuses(harness)).isEmpty();
            harness.setProcessingTime(10_060_000);
            assertThat(statuses(harness)).containsExactly(CameraStatus.State.DOWN);
            assertThat(harness.extractOutputValues()).last().isInstanceOf(CameraEnded.class);
            harness.setProcessingTime(99_000_000);
            assertThat(statuses(harness)).containsExactly(CameraStatus.State.DOWN);
        }
    }

    @Test
    void withoutATimeoutNobodyIsMissed() throws Exception {
        try (var harness = open(null, 0)) {
            harness.processElement(record("cam", 0, 0, "", JPEG), 0);
            harness.setProcessingTime(Long.MAX_VALUE / 2);
            assertThat(statuses(harness)).containsExactly(CameraStatus.State.UP);
        }
    }

    @Test
    void aFrameCrossesTheNetworkWhole() throws Exception {
        KafkaFrame frame =
                new KafkaFrame("t", 2, 9, 4, new byte[] {1, 2}, "7", "stream", "3", "down", "why", new byte[100_000]);
        TypeSerializerSingleton<KafkaFrame> serializer = KafkaFrameSerializer.INSTANCE;
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(frame, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
                .isEqualTo(frame);
        assertThat(serializer.copy(frame)).isSameAs(frame);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, KafkaFrame, CameraItem> open(
            OperatorSubtaskState state, long silenceSeconds) throws Exception {
        FramesOptions options = new FramesOptions(
                List.of(), FramesOptions.From.EARLIEST, Duration.ofSeconds(silenceSeconds), Optional.empty(), 0);
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new KafkaFrames(options, Duration.ofMillis(120))),
                KafkaFrame::cameraId,
                Types.STRING);
        harness.setup(CameraSource.ITEM_TYPE.createSerializer(null));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static long endedCameras(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness) {
        return (Long) harness.getEnvironment()
                .getAccumulatorRegistry()
                .getUserMap()
                .get(KafkaFrames.ENDED)
                .getLocalValue();
    }

    private static List<CameraStatus.State> statuses(KeyedOneInputStreamOperatorTestHarness<?, ?, CameraItem> harness) {
        return harness.extractOutputValues().stream()
                .filter(CameraStatus.class::isInstance)
                .map(item -> ((CameraStatus) item).state())
                .toList();
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, KafkaFrame, CameraItem> harness,
            List<String> into,
            List<String> deadLetters) {
        for (CameraItem item : harness.extractOutputValues()) {
            into.add(
                    item instanceof Frame frame
                            ? "frame " + frame.capturedAtMillis() + " " + frame.sequence() + " "
                                    + frame.countsSinceLast()
                            : item.toString());
        }
        var letters = harness.getSideOutput(DeadLetter.TAG);
        if (letters != null) {
            letters.forEach(letter -> deadLetters.add(letter.getValue().toString()));
        }
    }

    private static KafkaFrame record(String camera, long sequence, long at, String said, byte[] value) {
        return new KafkaFrame(
                "frames",
                0,
                sequence,
                at,
                camera.getBytes(UTF_8),
                String.valueOf(at),
                "s",
                String.valueOf(sequence),
                said,
                "",
                value);
    }

    private static byte[] jpeg() {
        try (Picture picture = Picture.allocate(32, 24)) {
            return Jpeg.encode(picture, 80);
        }
    }
}
