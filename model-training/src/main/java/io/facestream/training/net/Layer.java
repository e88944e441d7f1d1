package io.facestream.training.net;

import java.util.List;

/**
 * A layer of a network, or layers put together: a value that says what is computed. The block that is trained, the script that runs it and
 * the ONNX graph are all made from it. Values flow as [batch, channels, height, width], behind {@link Flatten} as [batch, channels].
 */
public sealed interface Layer {
    /** What comes is what goes. */
    Layer IDENTITY = new Sequence(List.of());

    /** Convolution with a square kernel, padded with zeros. */
    record Conv(int in, int out, int kernel, int stride, int padding, int groups, boolean bias) implements Layer {
        public Conv {
            if (in % groups != 0 || out % groups != 0) {
                throw new IllegalArgumentException(
                        "groups: " + groups + " (expected: a divisor of the " + in + " and " + out + " channels)");
            }
        }

        /** A pointwise convolution. */
        public static Conv pointwise(int in, int out) {
            return new Conv(in, out, 1, 1, 0, 1, false);
        }

        /** A convolution of each channel on its own, padded so that stride 1 keeps the size. */
        public static Conv depthwise(int channels, int kernel, int stride) {
            return new Conv(channels, channels, kernel, stride, kernel / 2, channels, false);
        }
    }

    /**
     * Normalises each channel over the batch, in use by the running mean and variance.
     *
     * @param epsilon is added to the variance
     * @param learnsScale whether the factor is trained; else it stays 1
     */
    record BatchNorm(int channels, double epsilon, boolean learnsScale) implements Layer {
        /** As PyTorch's default. */
        public static final double EPSILON = 1e-5;

        public BatchNorm(int channels) {
            this(channels, EPSILON, true);
        }
    }

    /** x where it is positive, else x times the channel's slope. */
    record PRelu(int channels) implements Layer {}

    /** A function of each value on its own. */
    enum Activation implements Layer {
        RELU,
        /** x * sigmoid(x) */
        SWISH,
        SIGMOID,
        /** min(max(x, 0), 6) */
        RELU6
    }

    /** The largest value under a square window. */
    record MaxPool(int kernel, int stride, int padding) implements Layer {}

    /** The mean of each channel, as [batch, channels, 1, 1]. */
    record GlobalAveragePool() implements Layer {}

    /** [batch, channels, height, width] as [batch, channels * height * width]. */
    record Flatten() implements Layer {}

    /** Every output from every input. */
    record Linear(int in, int out, boolean bias) implements Layer {}

    /** Sets values to 0 with this probability while training, and scales the others. */
    record Dropout(double probability) implements Layer {}

    /** Some of the channels. */
    record Slice(int from, int to) implements Layer {}

    /** Channels in another order: as a matrix of {@code groups} rows, read by columns. */
    record Shuffle(int groups) implements Layer {}

    /** One after the other. */
    record Sequence(List<Step> steps) implements Layer {
        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /** A named layer of a sequence; the names make up those of its tensors. */
    record Step(String name, Layer layer) {}

    /** main(x) + shortcut(x). */
    record Residual(Layer main, Layer shortcut) implements Layer {}

    /** x * gate(x), the gate one value a channel. */
    record Gate(Layer gate) implements Layer {}

    /** The channels of all branches, each of them applied to x. */
    record Concat(List<Layer> branches) implements Layer {
        public Concat {
            branches = List.copyOf(branches);
        }
    }

    /** Layers in sequence, named by their places. */
    static Sequence sequence(Layer... layers) {
        List<Step> steps = new java.util.ArrayList<>(layers.length);
        for (int i = 0; i < layers.length; i++) {
            steps.add(new Step(Integer.toString(i), layers[i]));
        }
        return new Sequence(steps);
    }
}
