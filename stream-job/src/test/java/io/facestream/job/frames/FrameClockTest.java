package io.facestream.job.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.Frame;
import io.facestream.vision.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameClockTest {
    private static final int RECORDS = 400;
    private static final long WRITTEN = 1_000_000;

    /** Clocks that jump, duplicates, ends and garbage: annotations are found by these times. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyFrameIsFromTheMomentThatTheJobTakesItToBeFrom(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long captured = 10_000;
        for (int i = 0; i < RECORDS; i++) {
            captured = Math.max(0, captured + (random.nextInt(20) == 0 ? random.nextInt(-3_000, 3_000) : 40));
            String state = random.nextInt(30) == 0 ? "ended" : random.nextInt(30) == 0 ? "down" : "";
            long sequence = random.nextInt(15) == 0 ? Math.max(0, i - 3) : i;
            String at = random.nextInt(40) == 0 ? "soon" : String.valueOf(captured);
            records.add(record(i, at, sequence, state));
        }

        assertThat(told(records)).hasSizeGreaterThan(RECORDS / 2).isEqualTo(taken(records));
    }

    private static List<String> told(List<ConsumerRecord<byte[], byte[]>> records) {
        FrameClock clock = new FrameClock();
        return records.stream()
                .map(clock::take)
                .flatMap(Optional::stream)
                .filter(told -> told.kind() != FrameClock.Kind.STATUS)
                .map(told -> told.kind() + " " + told.capturedAtMillis())
                .distinct()
                .toList();
    }

    /** As the job does. */
    private static List<String> taken(List<ConsumerRecord<byte[], byte[]>> records) {
        List<String> taken = new ArrayList<>();
        try (Picture pixels = Picture.allocate(4, 4)) {
            FrameSteps steps = new FrameSteps(new FrameRules(1, 0, 0), (coded, name) -> pixels);
            FrameState state = FrameState.EMPTY;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                FrameSteps.Step step = steps.step(state, KafkaFrameSchema.read(record), 0);
                state = step.state();
                step.items().forEach(item -> {
                    if (item instanceof Frame frame) {
                        taken.add("FRAME " + frame.capturedAtMillis());
                    } else if (item instanceof CameraEnded ended) {
                        taken.add("ENDED " + ended.atMillis());
                    }
                });
            }
        }
        return taken.stream().distinct().toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String captured, long sequence, String state) {
        RecordHeaders headers = new RecordHeaders();
        Map.of("captured-at", captured, "stream-id", "s", "sequence", String.valueOf(sequence), "state", state)
                .forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                "frames",
                0,
                offset,
                WRITTEN,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                "door".getBytes(UTF_8),
                new byte[] {1},
                headers,
                Optional.empty());
    }
}
