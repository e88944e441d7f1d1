package io.facestream.job.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.embed.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EmbedOperatorTest {
    private static final long NEVER = 3_600_000;

    @Test
    void beforeACheckpointAllFramesLeaveInOrderAndNoPixelStays() throws Exception {
        try (var harness = open(new Batching(64, NEVER))) {
            harness.processElement(frame(1, 1), 1);
            harness.processElement(frame(2, 0), 2);
            harness.processElement(frame(3, 2), 3);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.prepareSnapshotPreBarrier(1);
            harness.snapshot(1, 1);
            List<TrackedFrame> out = harness.extractOutputValues();
            assertThat(out).extracting(TrackedFrame::capturedAtMillis).containsExactly(1L, 2L, 3L);
            assertThat(out.stream().flatMap(f -> f.faces().stream())).allSatisfy(face -> {
                assertThat(face.crop()).isEmpty();
                assertThat(face.isEmbedded()).isTrue();
            });
            assertThat(out.get(2).counts()).containsEntry(Counts.FACES_EMBEDDED, 2L);
        }
    }

    @Test
    void aWatermarkAndTheEndOfInputLetEverythingOutBeforeThem() throws Exception {
        try (var harness = open(new Batching(64, NEVER))) {
            harness.processElement(frame(1, 1), 1);
            harness.processWatermark(new Watermark(1));
            assertThat(harness.getOutput()).hasSize(2);
            assertThat(harness.getOutput().toArray()[1]).isEqualTo(new Watermark(1));
            harness.processElement(frame(2, 1), 2);
            harness.endInput();
            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }

    @Test
    void aLoneFaceWaitsNoLongerThanMaxWait() throws Exception {
        try (var harness = open(new Batching(64, 20))) {
            harness.processElement(frame(1, 1), 1);
            while (harness.extractOutputValues().isEmpty()) {
                harness.getTaskMailbox().take(0).run();
            }
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void aFullBatchLeavesAtOnce() throws Exception {
        Batching batching = new Batching(4, NEVER);
        try (var harness = open(batching)) {
            harness.processElement(frame(1, 2), 1);
            harness.processElement(frame(2, 2), 2);
            while (harness.extractOutputValues().size() < 2) {
                harness.getTaskMailbox().take(0).run();
            }
            assertThat(Batching.BATCHES.get()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoFaceIsRefusedAndCounted() throws Exception {
        try (var harness = open(() -> new Now(crop -> new Embedding(new float[] {1, 0}, crop[0])))) {
            harness.processElement(frame(1, 1), 1);
            harness.processElement(frame(5, 1), 5);
            List<TrackedFrame> out = harness.extractOutputValues();
            assertThat(out.get(0).faces().get(0).refusal()).isEqualTo(FaceRefusal.NOT_A_FACE);
            assertThat(out.get(0).faces().get(0).isEmbedded()).isFalse();
            assertThat(out.get(0).counts()).containsEntry(Counts.FACES_REFUSED + "NOT_A_FACE", 1L);
            assertThat(out.get(1).faces().get(0).isEmbedded()).isTrue();
        }
    }

    @Test
    void aModelThatFailsFailsTheTask() throws Exception {
        try (var harness = open(() -> new Now(crop -> {
            throw new IllegalStateException("out of GPU memory");
        }))) {
            assertThatThrownBy(() -> harness.processElement(frame(1, 1), 1)).hasMessageContaining("out of GPU memory");
        }
    }

    private static OneInputStreamOperatorTestHarness<TrackedFrame, TrackedFrame> open(EmbeddingService.Factory services)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new EmbedOperatorFactory(services, 2.2f));
        harness.open();
        return harness;
    }

    /** A frame at a time with so many shots; the crop's first byte is the time. */
    private static TrackedFrame frame(long at, int shots) {
        List<TrackedFace> faces = new ArrayList<>();
        for (int i = 0; i < shots; i++) {
            faces.add(new TrackedFace(
                    "t" + i,
                    0,
                    0,
                    true,
                    120,
                    0,
                    0,
                    80,
                    80,
                    0.5f,
                    FaceRefusal.NONE,
                    new byte[] {(byte) at},
                    new float[0],
                    0));
        }
        return new TrackedFrame("cam", ObservationKind.FRAME, at, at, faces, List.of(), Map.of(), "");
    }

    /** A batcher over a model that needs no weights. */
    private record Batching(int maxBatch, long maxWaitMillis) implements EmbeddingService.Factory {
        static final AtomicInteger BATCHES = new AtomicInteger();

        @Override
        public EmbeddingService open() {
            BATCHES.set(0);
            return new MicroBatcher(
                    crops -> {
                        BATCHES.incrementAndGet();
                        return crops.stream()
                                .map(crop -> new Embedding(new float[] {1, 0}, 3))
                                .toList();
                    },
                    maxBatch,
                    maxWaitMillis);
        }
    }

    private record Now(Function<byte[], Embedding> model) implements EmbeddingService {
        @Override
        public java.util.concurrent.CompletableFuture<List<Embedding>> embed(List<byte[]> crops) {
            return java.util.concurrent.CompletableFuture.completedFuture(
                    crops.stream().map(model).toList());
        }

        @Override
        public void close() {}
    }
}
