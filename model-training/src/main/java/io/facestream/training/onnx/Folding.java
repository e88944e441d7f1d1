package io.facestream.training.onnx;

import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec.Role;
import io.facestream.training.net.Weights;
import io.facestream.training.onnx.Dataflow.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which batch normalisations of a network disappear in the convolution or dense layer before or behind them, in use an exact rewriting: one
 * before, if nothing else takes its result; else one behind, through a flattening, if it pads with no zeros (a padded zero is normalised
 * by nobody). What neither holds for stays.
 */
final class Folding {
    private final Map<String, Operation> before = new HashMap<>();
    private final Map<String, Operation> behind = new HashMap<>();
    private final Map<Integer, Operation> targets = new HashMap<>();

    private Folding() {}

    /** Nothing disappears. */
    static Folding none() {
        return new Folding();
    }

    static Folding of(Dataflow dataflow) {
        Folding folding = new Folding();
        for (Operation operation : dataflow.operations()) {
            if (operation.layer() instanceof Layer.BatchNorm) {
                folding.place(dataflow, operation);
            }
        }
        return folding;
    }

    private void place(Dataflow dataflow, Operation norm) {
        boolean alone = dataflow.takers(norm.input()).size() == 1 && norm.input() != Dataflow.PICTURE;
        if (alone && isDense(dataflow.maker(norm.input()).layer())) {
            Operation target = dataflow.maker(norm.input());
            before.put(target.path(), norm);
            targets.put(norm.output(), target);
            return;
        }
        follower(dataflow, norm).ifPresent(target -> {
            behind.put(target.path(), norm);
            targets.put(norm.output(), target);
        });
    }

    /** The only taker of a normalisation's result, if the normalisation can go into it. */
    private static Optional<Operation> follower(Dataflow dataflow, Operation norm) {
        List<Operation> takers = dataflow.takers(norm.output());
        if (takers.size() == 1 && takers.get(0).layer() instanceof Layer.Flatten) {
            takers = dataflow.takers(takers.get(0).output());
        }
        if (takers.size() != 1 || norm.output() == dataflow.result()) {
            return Optional.empty();
        }
        Layer taker = takers.get(0).layer();
        boolean exact = taker instanceof Layer.Linear || (taker instanceof Layer.Conv conv && conv.padding() == 0);
        return exact ? Optional.of(takers.get(0)) : Optional.empty();
    }

    private static boolean isDense(Layer layer) {
        return layer instanceof Layer.Conv || layer instanceof Layer.Linear;
    }

    /** Whether a normalisation disappears. */
    boolean hides(Operation norm) {
        return targets.containsKey(norm.output());
    }

    /** The normalisation behind a convolution or dense layer that disappears in it. */
    Optional<Operation> outputNorm(Operation dense) {
        return Optional.ofNullable(before.get(dense.path()));
    }

    /** The normalisation before a convolution or dense layer that disappears in it. */
    Optional<Operation> inputNorm(Operation dense) {
        return Optional.ofNullable(behind.get(dense.path()));
    }

    /**
     * A convolution's or dense layer's own values, with those of the normalisations that disappear in it.
     *
     * @param bias empty for none
     */
    record Dense(float[] weight, float[] bias) {}

    Dense fold(Operation dense, Weights weights) {
        boolean isConv = dense.layer() instanceof Layer.Conv;
        Role role = isConv ? Role.CONV_WEIGHT : Role.LINEAR_WEIGHT;
        float[] weight = weights.get(dense.tensor(role)).clone();
        boolean hasBias =
                dense.layer() instanceof Layer.Conv conv ? conv.bias() : ((Layer.Linear) dense.layer()).bias();
        Optional<Operation> in = inputNorm(dense);
        Optional<Operation> out = outputNorm(dense);
        if (in.isEmpty() && out.isEmpty()) {
            return new Dense(weight, hasBias ? weights.get(dense.tensor(Role.BIAS)) : new float[0]);
        }
        int outputs = dense.layer() instanceof Layer.Conv conv ? conv.out() : ((Layer.Linear) dense.layer()).out();
        double[] bias = new double[outputs];
        if (hasBias) {
            float[] own = weights.get(dense.tensor(Role.BIAS));
            for (int i = 0; i < outputs; i++) {
                bias[i] = own[i];
            }
        }
        in.ifPresent(norm -> foldInput(dense.layer(), Affine.of(norm, weights), weight, bias));
        out.ifPresent(norm -> foldOutput(Affine.of(norm, weights), weight, bias));
        float[] folded = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            folded[i] = (float) bias[i];
        }
        return new Dense(weight, folded);
    }

    private static void foldOutput(Affine norm, float[] weight, double[] bias) {
        int each = weight.length / bias.length;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) (weight[i] * norm.factor(i / each));
        }
        for (int i = 0; i < bias.length; i++) {
            bias[i] = bias[i] * norm.factor(i) + norm.term(i);
        }
    }

    private static void foldInput(Layer dense, Affine norm, float[] weight, double[] bias) {
        int each = weight.length / bias.length;
        int outputsOfGroup = dense instanceof Layer.Conv conv ? conv.out() / conv.groups() : bias.length;
        int inputsOfGroup = dense instanceof Layer.Conv conv ? conv.in() / conv.groups() : norm.channels();
        int ofChannel = each / inputsOfGroup;
        for (int i = 0; i < weight.length; i++) {
            int output = i / each;
            int channel = output / outputsOfGroup * inputsOfGroup + i % each / ofChannel;
            bias[output] += weight[i] * norm.term(channel);
            weight[i] = (float) (weight[i] * norm.factor(channel));
        }
    }

    /** A normalisation in use: x * factor + term, by channel. */
    private record Affine(float[] scale, float[] shift, float[] mean, float[] variance, double epsilon) {
        static Affine of(Operation norm, Weights weights) {
            Layer.BatchNorm layer = (Layer.BatchNorm) norm.layer();
            Role scale = layer.learnsScale() ? Role.SCALE : Role.FIXED_SCALE;
            return new Affine(
                    weights.get(norm.tensor(scale)),
                    weights.get(norm.tensor(Role.SHIFT)),
                    weights.get(norm.tensor(Role.RUNNING_MEAN)),
                    weights.get(norm.tensor(Role.RUNNING_VARIANCE)),
                    layer.epsilon());
        }

        int channels() {
            return scale.length;
        }

        double factor(int channel) {
            return scale[channel] / Math.sqrt(variance[channel] + epsilon);
        }

        double term(int channel) {
            return shift[channel] - mean[channel] * factor(channel);
        }
    }
}
