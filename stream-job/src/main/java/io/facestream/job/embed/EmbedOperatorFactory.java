package io.facestream.job.embed;

import io.facestream.job.track.TrackedFrame;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.jspecify.annotations.Nullable;

/** Makes the operator that embeds, where its task runs. */
public final class EmbedOperatorFactory extends AbstractStreamOperatorFactory<TrackedFrame>
        implements OneInputStreamOperatorFactory<TrackedFrame, TrackedFrame> {
    private static final long serialVersionUID = 1L;

    private static final int MAX_WAITING = 32;

    private final EmbeddingModel model;
    private @Nullable EmbeddingModel shadow;

    EmbedOperatorFactory(EmbeddingService.Factory services, float normGate) {
        this.model = new EmbeddingModel(services, normGate);
    }

    /** Has a second model embed the same shots. */
    EmbedOperatorFactory beside(EmbeddingService.Factory services, float normGate) {
        shadow = new EmbeddingModel(services, normGate);
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<TrackedFrame>> T createStreamOperator(
            StreamOperatorParameters<TrackedFrame> parameters) {
        EmbedOperator operator = new EmbedOperator(parameters, model, shadow, MAX_WAITING);
        return (T) operator;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return EmbedOperator.class;
    }
}
