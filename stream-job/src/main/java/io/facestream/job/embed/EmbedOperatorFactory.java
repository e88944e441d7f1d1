package io.facestream.job.embed;

import io.facestream.job.track.TrackedFrame;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that embeds, where its task runs. */
public final class EmbedOperatorFactory extends AbstractStreamOperatorFactory<TrackedFrame>
        implements OneInputStreamOperatorFactory<TrackedFrame, TrackedFrame> {
    private static final long serialVersionUID = 1L;

    private static final int MAX_WAITING = 32;

    private final EmbeddingService.Factory services;
    private final float normGate;

    EmbedOperatorFactory(EmbeddingService.Factory services, float normGate) {
        this.services = services;
        this.normGate = normGate;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<TrackedFrame>> T createStreamOperator(
            StreamOperatorParameters<TrackedFrame> parameters) {
        EmbedOperator operator = new EmbedOperator(parameters, services, normGate, MAX_WAITING);
        return (T) operator;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return EmbedOperator.class;
    }
}
