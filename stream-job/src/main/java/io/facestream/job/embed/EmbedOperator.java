package io.facestream.job.embed;

import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.embed.Embedding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the shots of each frame. Frames leave in the order in which they came; at most {@code maxWaiting} wait for a batch. Before a
 * barrier all of them leave, so that no pixel is ever in a checkpoint.
 */
final class EmbedOperator extends AbstractStreamOperator<TrackedFrame>
        implements OneInputStreamOperator<TrackedFrame, TrackedFrame>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private record Waiting(
            TrackedFrame frame,
            long timestamp,
            CompletableFuture<List<Embedding>> embeddings,
            CompletableFuture<List<Embedding>> shadows) {
        boolean isDone() {
            return embeddings.isDone() && shadows.isDone();
        }
    }

    private final EmbeddingModel model;
    private final @Nullable EmbeddingModel shadowModel;
    private final int maxWaiting;
    private final transient MailboxExecutor mailbox;
    private transient Deque<Waiting> waiting;
    private transient EmbeddingService service;
    private transient @Nullable EmbeddingService shadow;

    /** @param shadowModel that embeds the same shots besides; null for none */
    EmbedOperator(
            StreamOperatorParameters<TrackedFrame> parameters,
            EmbeddingModel model,
            @Nullable EmbeddingModel shadowModel,
            int maxWaiting) {
        super(parameters);
        this.model = model;
        this.shadowModel = shadowModel;
        this.maxWaiting = maxWaiting;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void open() throws Exception {
        super.open();
        waiting = new ArrayDeque<>();
        service = model.services().open();
        service.register(getMetricGroup());
        shadow = shadowModel == null ? null : shadowModel.services().open();
    }

    @Override
    public void processElement(StreamRecord<TrackedFrame> element) throws Exception {
        TrackedFrame frame = element.getValue();
        List<byte[]> crops = ShotEmbedding.crops(frame);
        if (crops.isEmpty() && waiting.isEmpty()) {
            output.collect(element);
            return;
        }
        Waiting next = new Waiting(frame, element.getTimestamp(), embed(service, crops), embed(shadow, crops));
        waiting.add(next);
        emitReady();
        if (!next.isDone()) {
            CompletableFuture.allOf(next.embeddings(), next.shadows())
                    .whenComplete((done, failure) -> mailbox.execute(this::emitReady, "emit embedded frames"));
        }
        while (waiting.size() > maxWaiting) {
            emitHead();
        }
    }

    private static CompletableFuture<List<Embedding>> embed(@Nullable EmbeddingService by, List<byte[]> crops) {
        return by == null || crops.isEmpty() ? CompletableFuture.completedFuture(List.of()) : by.embed(crops);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        drain();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        drain();
    }

    @Override
    public void endInput() throws Exception {
        drain();
    }

    @Override
    public void close() throws Exception {
        if (service != null) {
            service.close();
        }
        if (shadow != null) {
            shadow.close();
        }
        super.close();
    }

    private void drain() throws Exception {
        if (!waiting.isEmpty()) {
            service.flush();
            if (shadow != null) {
                shadow.flush();
            }
            while (!waiting.isEmpty()) {
                emitHead();
            }
        }
    }

    private void emitReady() throws Exception {
        while (!waiting.isEmpty() && waiting.peek().isDone()) {
            emitHead();
        }
    }

    private void emitHead() throws Exception {
        Waiting head = waiting.remove();
        List<Embedding> embeddings;
        List<Embedding> shadows;
        try {
            embeddings = head.embeddings().get();
            shadows = head.shadows().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        float shadowGate = shadowModel == null ? 0 : shadowModel.normGate();
        TrackedFrame frame = ShotEmbedding.apply(head.frame(), embeddings, model.normGate(), shadows, shadowGate);
        output.collect(new StreamRecord<>(frame, head.timestamp()));
    }
}
