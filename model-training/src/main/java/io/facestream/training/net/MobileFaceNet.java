package io.facestream.training.net;

import io.facestream.training.net.Layer.BatchNorm;
import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Flatten;
import io.facestream.training.net.Layer.Linear;
import io.facestream.training.net.Layer.PRelu;
import io.facestream.training.net.Layer.Residual;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Step;
import java.util.ArrayList;
import java.util.List;

/** MobileFaceNet (Chen et al. 2018) as the PyTorch ArcFace projects lay it out: 1,200,512 values that are trained at 512 dimensions. */
final class MobileFaceNet {
    private MobileFaceNet() {}

    static Sequence of(int dimension) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("stem", block(new Conv(3, 64, 3, 2, 1, 1, false))));
        steps.add(new Step("stemDepthwise", block(Conv.depthwise(64, 3, 1))));
        steps.add(new Step("down1", bottleneck(64, 128, 64, 2)));
        steps.add(new Step("stage1", residuals(4, 64, 128)));
        steps.add(new Step("down2", bottleneck(64, 256, 128, 2)));
        steps.add(new Step("stage2", residuals(6, 128, 256)));
        steps.add(new Step("down3", bottleneck(128, 512, 128, 2)));
        steps.add(new Step("stage3", residuals(2, 128, 256)));
        steps.add(new Step("expand", block(Conv.pointwise(128, 512))));
        steps.add(new Step("pool", linear(new Conv(512, 512, 7, 1, 0, 512, false))));
        steps.add(new Step("flatten", new Flatten()));
        steps.add(new Step("embed", new Linear(512, dimension, false)));
        steps.add(new Step("norm", new BatchNorm(dimension)));
        return new Sequence(steps);
    }

    private static Sequence block(Conv conv) {
        return new Sequence(List.of(
                new Step("conv", conv),
                new Step("norm", new BatchNorm(conv.out())),
                new Step("act", new PRelu(conv.out()))));
    }

    private static Sequence linear(Conv conv) {
        return new Sequence(List.of(new Step("conv", conv), new Step("norm", new BatchNorm(conv.out()))));
    }

    private static Sequence bottleneck(int in, int wide, int out, int stride) {
        return new Sequence(List.of(
                new Step("expand", block(Conv.pointwise(in, wide))),
                new Step("depthwise", block(Conv.depthwise(wide, 3, stride))),
                new Step("project", linear(Conv.pointwise(wide, out)))));
    }

    private static Sequence residuals(int count, int channels, int wide) {
        Layer[] layers = new Layer[count];
        for (int i = 0; i < count; i++) {
            layers[i] = new Residual(bottleneck(channels, wide, channels, 1), Layer.IDENTITY);
        }
        return Layer.sequence(layers);
    }
}
