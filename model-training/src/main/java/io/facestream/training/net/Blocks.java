package io.facestream.training.net;

import io.facestream.training.net.Layer.BatchNorm;
import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Flatten;
import io.facestream.training.net.Layer.GlobalAveragePool;
import io.facestream.training.net.Layer.Linear;
import io.facestream.training.net.Layer.PRelu;
import io.facestream.training.net.Layer.Residual;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** The parts that several networks are put together from. */
final class Blocks {
    private Blocks() {}

    static Conv conv3(int in, int out, int stride) {
        return new Conv(in, out, 3, stride, 1, 1, false);
    }

    static Conv pointwise(int in, int out, int stride) {
        return new Conv(in, out, 1, stride, 0, 1, false);
    }

    static Sequence normalised(Conv conv) {
        return normalised(conv, BatchNorm.EPSILON);
    }

    static Sequence normalised(Conv conv, double epsilon) {
        return named("conv", conv, "norm", new BatchNorm(conv.out(), epsilon, true));
    }

    static Sequence activated(Conv conv, Layer activation) {
        return activated(conv, BatchNorm.EPSILON, activation);
    }

    static Sequence activated(Conv conv, double epsilon, Layer activation) {
        return named("conv", conv, "norm", new BatchNorm(conv.out(), epsilon, true), "act", activation);
    }

    static Sequence prelu(Conv conv) {
        return activated(conv, new PRelu(conv.out()));
    }

    /** x + main(x). */
    static Residual residual(Layer main) {
        return new Residual(main, Layer.IDENTITY);
    }

    /** The same block some times over, each with its own tensors. */
    static Sequence repeat(int times, Layer block) {
        Layer[] layers = new Layer[times];
        Arrays.fill(layers, block);
        return Layer.sequence(layers);
    }

    /**
     * Squeeze and excitation: a factor a channel, from the means of all. The two dense layers are convolutions of one value here.
     *
     * @param between the activation between them, by its channels
     */
    static Layer.Gate excitation(int channels, int reduction, boolean bias, IntFunction<Layer> between) {
        int squeezed = channels / reduction;
        return new Layer.Gate(named(
                "mean", new GlobalAveragePool(),
                "squeeze", new Conv(channels, squeezed, 1, 1, 0, 1, bias),
                "act", between.apply(squeezed),
                "excite", new Conv(squeezed, channels, 1, 1, 0, 1, bias),
                "sigmoid", Layer.Activation.SIGMOID));
    }

    /** The end of the mobile networks: each of 512 channels summed over its 7 x 7 values by a depthwise convolution, then dense. */
    static List<Step> depthwiseHead(int channels, int dimension) {
        return List.of(
                new Step("pool", normalised(new Conv(channels, channels, 7, 1, 0, channels, false))),
                new Step("flatten", new Flatten()),
                new Step("embed", new Linear(channels, dimension, false)),
                new Step("norm", new BatchNorm(dimension)));
    }

    /**
     * The end of the residual networks: everything to everything.
     *
     * @param side height and width that are left
     * @param learnsScale whether the last factor is trained
     */
    static List<Step> denseHead(
            int channels, int side, int dimension, double dropout, double epsilon, boolean learnsScale) {
        return List.of(
                new Step("norm", new BatchNorm(channels, epsilon, true)),
                new Step("dropout", new Layer.Dropout(dropout)),
                new Step("flatten", new Flatten()),
                new Step("embed", new Linear(channels * side * side, dimension, true)),
                new Step("embedNorm", new BatchNorm(dimension, epsilon, learnsScale)));
    }

    /** A sequence of names and layers in turn. */
    static Sequence named(Object... namesAndLayers) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < namesAndLayers.length; i += 2) {
            steps.add(new Step((String) namesAndLayers[i], (Layer) namesAndLayers[i + 1]));
        }
        return new Sequence(steps);
    }

    /** A sequence of the given steps and those at its end. */
    static Sequence joined(List<Step> steps, List<Step> end) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(end);
        return new Sequence(all);
    }
}
