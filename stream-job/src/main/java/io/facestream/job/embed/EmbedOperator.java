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

/**
 * Embeds the shots of each frame. Frames leave in the order in which they came; at most {@code maxWaiting} wait for a batch. Before a
 * barrier all of them leave, so that no pixel is ever in a checkpoint.
 */
final class EmbedOperator extends AbstractStreamOperator<TrackedFrame>
        implements OneInputStreamOperator<TrackedFrame, TrackedFrame>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private record Waiting(TrackedFrame frame, long timestamp, CompletableFuture<List<Embedding>> embeddings) {}

    private final EmbeddingService.Factory services;
    private final float normGate;
    private final int maxWaiting;
    private final transient MailboxExecutor mailbox;
    private transient Deque<Waiting> waiting;
    private transient EmbeddingService service;

    EmbedOperator(
            StreamOperatorParameters<TrackedFrame> parameters,
            EmbeddingService.Factory services,
            float normGate,
            int maxWaiting) {
        super(parameters);
        this.services = services;
        this.normGate = normGate;
        this.maxWaiting = maxWaiting;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void open() throws Exception {
        super.open();
        waiting = new ArrayDeque<>();
        service = services.open();
        service.register(getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<TrackedFrame> element) throws Exception {
        TrackedFrame frame = element.getValue();
        List<byte[]> crops = ShotEmbedding.crops(frame);
        if (crops.isEmpty() && waiting.isEmpty()) {
            output.collect(element);
            return;
        }
        CompletableFuture<List<Embedding>> embeddings =
                crops.isEmpty() ? CompletableFuture.completedFuture(List.of()) : service.embed(crops);
        waiting.add(new Waiting(frame, element.getTimestamp(), embeddings));
        emitReady();
        if (!embeddings.isDone()) {
            embeddings.whenComplete((done, failure) -> mailbox.execute(this::emitReady, "emit embedded frames"));
        }
        while (waiting.size() > maxWaiting) {
            emitHead();
        }
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
        super.close();
    }

    private void drain() throws Exception {
        if (!waiting.isEmpty()) {
            service.flush();
            while (!waiting.isEmpty()) {
                emitHead();
            }
        }
    }

    private void emitReady() throws Exception {
        while (!waiting.isEmpty() && waiting.peek().embeddings().isDone()) {
            emitHead();
        }
    }

    private void emitHead() throws Exception {
        Waiting head = waiting.remove();
        List<Embedding> embeddings;
        try {
            embeddings = head.embeddings().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        output.collect(new StreamRecord<>(ShotEmbedding.apply(head.frame(), embeddings, normGate), head.timestamp()));
    }
}
