package io.facestream.training.net;

import static io.facestream.training.net.Blocks.named;

import io.facestream.training.net.Layer.BatchNorm;
import io.facestream.training.net.Layer.MaxPool;
import io.facestream.training.net.Layer.PRelu;
import io.facestream.training.net.Layer.Residual;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual networks of ArcFace (Deng et al. 2018), whose units normalise what comes in, in the forms of three projects.
 *
 * <p>{@link #ir} is that of the PyTorch ArcFace projects, {@link #insightFace} InsightFace's iResNet, {@link #course} that of the GNR638
 * course project. The last trains PReLU slopes for each place of each channel, which no other project does and whose file was never
 * published; here a channel has one slope.
 */
final class IrResNet {
    /** Side of what the last stage gives. */
    private static final int SIDE = Backbone.SIDE / 16;

    private IrResNet() {}

    /**
     * @param excited whether a squeeze-and-excitation gate ends each unit
     * @param units of each of the four stages
     */
    static Sequence ir(int dimension, boolean excited, int... units) {
        return of(
                units, BatchNorm.EPSILON, dimension, 0.6, true, (in, out, stride) -> irUnit(in, out, stride, excited));
    }

    private static Layer irUnit(int in, int out, int stride, boolean excited) {
        Sequence main = named(
                "inNorm", new BatchNorm(in),
                "conv1", Blocks.conv3(in, out, 1),
                "act", new PRelu(out),
                "conv2", Blocks.conv3(out, out, stride),
                "norm", new BatchNorm(out));
        if (excited) {
            Step gate = new Step("excite", Blocks.excitation(out, 16, false, channels -> Layer.Activation.RELU));
            main = Blocks.joined(main.steps(), List.of(gate));
        }
        if (in != out) {
            return new Residual(main, Blocks.normalised(Blocks.pointwise(in, out, stride)));
        }
        return new Residual(main, stride == 1 ? Layer.IDENTITY : new MaxPool(1, stride, 0));
    }

    static Sequence insightFace(int dimension, int... units) {
        return of(
                units,
                BatchNorm.EPSILON,
                dimension,
                0,
                false,
                (in, out, stride) -> thriceNormalised(in, out, stride, BatchNorm.EPSILON));
    }

    /** The course project's ResNet-34, with Keras' settings as it has them. */
    static Sequence course(int dimension, int... units) {
        double epsilon = 2e-5;
        return of(
                units, epsilon, dimension, 0.4, false, (in, out, stride) -> thriceNormalised(in, out, stride, epsilon));
    }

    private static Layer thriceNormalised(int in, int out, int stride, double epsilon) {
        Sequence main = named(
                "inNorm", new BatchNorm(in, epsilon, true),
                "conv1", Blocks.activated(Blocks.conv3(in, out, 1), epsilon, new PRelu(out)),
                "conv2", Blocks.normalised(Blocks.conv3(out, out, stride), epsilon));
        boolean passes = in == out && stride == 1;
        return new Residual(
                main, passes ? Layer.IDENTITY : Blocks.normalised(Blocks.pointwise(in, out, stride), epsilon));
    }

    private interface Unit {
        Layer of(int in, int out, int stride);
    }

    private static Sequence of(
            int[] units, double epsilon, int dimension, double dropout, boolean learnsScale, Unit unit) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("stem", Blocks.activated(Blocks.conv3(3, 64, 1), epsilon, new PRelu(64))));
        int in = 64;
        for (int stage = 0; stage < units.length; stage++) {
            int out = 64 << stage;
            Layer[] layers = new Layer[units[stage]];
            for (int i = 0; i < layers.length; i++) {
                layers[i] = i == 0 ? unit.of(in, out, 2) : unit.of(out, out, 1);
            }
            steps.add(new Step("stage" + (stage + 1), Layer.sequence(layers)));
            in = out;
        }
        return Blocks.joined(steps, Blocks.denseHead(in, SIDE, dimension, dropout, epsilon, learnsScale));
    }
}
