package io.facestream.training.net;

import static io.facestream.training.net.Blocks.named;

import io.facestream.training.net.Layer.Activation;
import io.facestream.training.net.Layer.BatchNorm;
import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Flatten;
import io.facestream.training.net.Layer.Linear;
import io.facestream.training.net.Layer.MaxPool;
import io.facestream.training.net.Layer.Residual;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of Keras' applications, without their classifier, with the ends that two projects put on them: the GNR638 course project's
 * (two dense layers) and arcface-tf2's (normalise, drop, dense, normalise). Keras pads before a stride of 2 in MobileNetV2 at the right and
 * below only; here all sides are padded, so that features lie half a stride further to the left and above.
 */
final class KerasNets {
    /** Side of what comes out at the end, five strides of 2 behind a picture of 112. */
    private static final int SIDE = 4;

    private static final double RESNET_EPSILON = 1.001e-5;
    /** Of MobileNetV2, and of Keras' batch normalisation unless told otherwise. */
    private static final double EPSILON = 1e-3;

    private KerasNets() {}

    /** ResNet-50 as the course project uses it: flattened, 512 dense values, normalised, and dense again. */
    static Sequence courseResNet50(int dimension) {
        return Blocks.joined(
                resNet50(),
                List.of(
                        new Step("flatten", new Flatten()),
                        new Step("dense", new Linear(2048 * SIDE * SIDE, 512, true)),
                        new Step("denseNorm", new BatchNorm(512, 2e-5, true)),
                        new Step("embed", new Linear(512, dimension, true))));
    }

    /** ResNet-50 as arcface-tf2 uses it. */
    static Sequence arcFaceResNet50(int dimension) {
        return Blocks.joined(resNet50(), Blocks.denseHead(2048, SIDE, dimension, 0.5, EPSILON, true));
    }

    /** MobileNetV2 (Sandler et al. 2018) as arcface-tf2 uses it. */
    static Sequence mobileNetV2(int dimension) {
        return Blocks.joined(mobileNetV2(), Blocks.denseHead(1280, SIDE, dimension, 0.5, EPSILON, true));
    }

    private static List<Step> resNet50() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("stem", relu(new Conv(3, 64, 7, 2, 3, 1, true))));
        steps.add(new Step("pool", new MaxPool(3, 2, 1)));
        int in = 64;
        int[] units = {3, 4, 6, 3};
        for (int stage = 0; stage < units.length; stage++) {
            int narrow = 64 << stage;
            Layer[] layers = new Layer[units[stage]];
            for (int i = 0; i < layers.length; i++) {
                layers[i] = bottleneck(in, narrow, i == 0 && stage > 0 ? 2 : 1);
                in = 4 * narrow;
            }
            steps.add(new Step("stage" + (stage + 1), Layer.sequence(layers)));
        }
        return steps;
    }

    /** A unit of ResNet-50 in its first form: the stride is the first convolution's, and every convolution has a bias. */
    private static Layer bottleneck(int in, int narrow, int stride) {
        int out = 4 * narrow;
        Sequence main = named(
                "reduce", relu(new Conv(in, narrow, 1, stride, 0, 1, true)),
                "conv", relu(new Conv(narrow, narrow, 3, 1, 1, 1, true)),
                "expand", Blocks.normalised(new Conv(narrow, out, 1, 1, 0, 1, true), RESNET_EPSILON));
        Layer shortcut = in == out
                ? Layer.IDENTITY
                : Blocks.normalised(new Conv(in, out, 1, stride, 0, 1, true), RESNET_EPSILON);
        return named("sum", new Residual(main, shortcut), "act", Activation.RELU);
    }

    private static Sequence relu(Conv conv) {
        return Blocks.activated(conv, RESNET_EPSILON, Activation.RELU);
    }

    private static List<Step> mobileNetV2() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("stem", relu6(Blocks.conv3(3, 32, 2))));
        steps.add(new Step("stage1", Layer.sequence(inverted(32, 1, 16, 1))));
        // channels, units and stride of the stages that widen six times
        int[][] stages = {{24, 2, 2}, {32, 3, 2}, {64, 4, 2}, {96, 3, 1}, {160, 3, 2}, {320, 1, 1}};
        int in = 16;
        for (int stage = 0; stage < stages.length; stage++) {
            int out = stages[stage][0];
            Layer[] layers = new Layer[stages[stage][1]];
            for (int i = 0; i < layers.length; i++) {
                layers[i] = inverted(in, 6, out, i == 0 ? stages[stage][2] : 1);
                in = out;
            }
            steps.add(new Step("stage" + (stage + 2), Layer.sequence(layers)));
        }
        steps.add(new Step("expand", relu6(Conv.pointwise(in, 1280))));
        return steps;
    }

    private static Layer inverted(int in, int widening, int out, int stride) {
        int wide = in * widening;
        List<Step> steps = new ArrayList<>();
        if (widening > 1) {
            steps.add(new Step("expand", relu6(Conv.pointwise(in, wide))));
        }
        steps.add(new Step("depthwise", relu6(Conv.depthwise(wide, 3, stride))));
        steps.add(new Step("project", Blocks.normalised(Conv.pointwise(wide, out), EPSILON)));
        Sequence main = new Sequence(steps);
        return in == out && stride == 1 ? Blocks.residual(main) : main;
    }

    private static Sequence relu6(Conv conv) {
        return Blocks.activated(conv, EPSILON, Activation.RELU6);
    }
}
