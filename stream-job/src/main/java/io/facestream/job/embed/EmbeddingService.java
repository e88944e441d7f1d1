package io.facestream.job.embed;

import io.facestream.vision.embed.Embedding;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.MetricGroup;

/** Turns crops into vectors, at once on the caller's thread or batched with other callers'. */
interface EmbeddingService extends AutoCloseable {
    /** The vectors of the crops (112 x 112 BGR), in their order; a vector whose norm is 0 or no number is no face. */
    CompletableFuture<List<Embedding>> embed(List<byte[]> crops);

    /** Shows what it does among an operator's metrics. */
    default void register(MetricGroup operator) {}

    /** Starts what is waiting for company. */
    default void flush() {}

    @Override
    void close();

    /** Opens the service in the task that uses it. */
    interface Factory extends Serializable {
        EmbeddingService open();
    }
}
