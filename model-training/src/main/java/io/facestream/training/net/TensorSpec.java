package io.facestream.training.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One tensor of a network.
 *
 * @param name places from the outside in, joined by dots, and what it is: {@code stage1.0.main.conv.weight}
 * @param shape its dimensions
 * @param role what it is
 */
public record TensorSpec(String name, List<Integer> shape, Role role) {
    /** What a tensor is: decides how it begins, whether it is trained and whether it decays. */
    public enum Role {
        CONV_WEIGHT("weight", true),
        LINEAR_WEIGHT("weight", true),
        BIAS("bias", true),
        SCALE("scale", true),
        /** A scale that stays 1. */
        FIXED_SCALE("scale", false),
        SHIFT("shift", true),
        RUNNING_MEAN("mean", false),
        RUNNING_VARIANCE("variance", false),
        SLOPE("slope", true);

        private final String suffix;
        private final boolean trained;

        Role(String suffix, boolean trained) {
            this.suffix = suffix;
            this.trained = trained;
        }

        /** Whether gradients change it. */
        public boolean isTrained() {
            return trained;
        }
    }

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** All tensors of a layer, in the order in which they are computed with. */
    public static List<TensorSpec> of(Layer layer) {
        List<TensorSpec> specs = new ArrayList<>();
        collect(layer, "", specs);
        return specs;
    }

    /** The tensors of a layer itself, without those inside; none for layers that only put others together. */
    public static List<TensorSpec> own(Layer layer, String path) {
        if (layer instanceof Layer.Conv conv) {
            TensorSpec weight =
                    of(path, Role.CONV_WEIGHT, conv.out(), conv.in() / conv.groups(), conv.kernel(), conv.kernel());
            return conv.bias() ? List.of(weight, of(path, Role.BIAS, conv.out())) : List.of(weight);
        }
        if (layer instanceof Layer.Linear linear) {
            TensorSpec weight = of(path, Role.LINEAR_WEIGHT, linear.out(), linear.in());
            return linear.bias() ? List.of(weight, of(path, Role.BIAS, linear.out())) : List.of(weight);
        }
        if (layer instanceof Layer.BatchNorm norm) {
            int channels = norm.channels();
            return List.of(
                    of(path, norm.learnsScale() ? Role.SCALE : Role.FIXED_SCALE, channels),
                    of(path, Role.SHIFT, channels),
                    of(path, Role.RUNNING_MEAN, channels),
                    of(path, Role.RUNNING_VARIANCE, channels));
        }
        if (layer instanceof Layer.PRelu prelu) {
            return List.of(of(path, Role.SLOPE, prelu.channels()));
        }
        return List.of();
    }

    private static TensorSpec of(String path, Role role, Integer... shape) {
        return new TensorSpec(join(path, role.suffix), Arrays.asList(shape), role);
    }

    public static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static void collect(Layer layer, String path, List<TensorSpec> specs) {
        specs.addAll(own(layer, path));
        for (Layer.Step inner : inside(layer)) {
            collect(inner.layer(), join(path, inner.name()), specs);
        }
    }

    /** The layers that a layer is put together from, named; none for the others. */
    public static List<Layer.Step> inside(Layer layer) {
        if (layer instanceof Layer.Sequence sequence) {
            return sequence.steps();
        }
        if (layer instanceof Layer.Residual residual) {
            return List.of(new Layer.Step("main", residual.main()), new Layer.Step("shortcut", residual.shortcut()));
        }
        if (layer instanceof Layer.Gate gate) {
            return List.of(new Layer.Step("gate", gate.gate()));
        }
        if (layer instanceof Layer.Concat concat) {
            List<Layer.Step> branches = new ArrayList<>();
            for (int i = 0; i < concat.branches().size(); i++) {
                branches.add(new Layer.Step("branch" + i, concat.branches().get(i)));
            }
            return branches;
        }
        return List.of();
    }
}
