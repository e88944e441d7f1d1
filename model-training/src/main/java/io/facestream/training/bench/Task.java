package io.facestream.training.bench;

import io.facestream.training.data.Batch;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.Weights;
import io.facestream.training.onnx.Noise;
import io.facestream.training.run.TrainingConfig;
import java.util.List;

/**
 * What both sides of a comparison learn.
 *
 * @param relu with ReLU in place of PReLU, to see what PReLU costs
 * @param clip a run's limit of the gradients' norm, which DJL's loop has not; 0 for none
 */
record Task(Backbone backbone, int batch, int classes, int threads, boolean relu, double clip) {
    /** As a run's default. */
    static final double CLIP = 5;

    static final long SEED = 1;

    /** Low, so that the loss stays finite whatever the steps. */
    static final double RATE = 1e-4;

    static final int DIMENSION = 512;

    Layer layer() {
        Layer layer = backbone.layer(DIMENSION);
        return relu ? withRelu(layer) : layer;
    }

    private static Layer withRelu(Layer layer) {
        if (layer instanceof Layer.PRelu) {
            return Layer.Activation.RELU;
        }
        if (layer instanceof Layer.Sequence sequence) {
            return new Layer.Sequence(sequence.steps().stream()
                    .map(step -> new Layer.Step(step.name(), withRelu(step.layer())))
                    .toList());
        }
        if (layer instanceof Layer.Residual residual) {
            return new Layer.Residual(withRelu(residual.main()), withRelu(residual.shortcut()));
        }
        return layer;
    }

    Weights weights() {
        return Weights.random(layer(), SEED);
    }

    /** A run's defaults: ArcFace, SGD with momentum and decay, gradients clipped. */
    TrainingConfig config() {
        return TrainingConfig.defaults(List.of(
                "data.train=" + TrainingConfig.Data.GENERATED,
                "backbone.dimension=" + DIMENSION,
                "seed=" + SEED,
                "clip=" + clip,
                "threads=" + threads));
    }

    /** Noise of all classes in turn; what is computed does not depend on what is seen. */
    Batch pictures() {
        int size = 3 * Backbone.SIDE * Backbone.SIDE;
        float[] pixels = new float[batch * size];
        int[] labels = new int[batch];
        int[] pictures = new int[batch];
        List<float[]> noise = Noise.pictures(batch);
        for (int i = 0; i < batch; i++) {
            System.arraycopy(noise.get(i), 0, pixels, i * size, size);
            labels[i] = i % classes;
            pictures[i] = i;
        }
        return new Batch(0, 0, pixels, labels, pictures);
    }
}
