package io.facestream.training.net;

import static io.facestream.training.net.Blocks.prelu;
import static io.facestream.training.net.Blocks.repeat;

import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Step;
import java.util.List;

/** MobileFaceNet (Chen et al. 2018) as the PyTorch ArcFace projects lay it out, and the wider ones of InsightFace's arcface_torch. */
final class MobileFaceNet {
    private MobileFaceNet() {}

    /** 1,200,512 values that are trained at 512 dimensions. */
    static Sequence of(int dimension) {
        return of(dimension, 64, new Step("stemDepthwise", prelu(Conv.depthwise(64, 3, 1))), 4, 6, 2);
    }

    /** InsightFace's {@code mbf}: twice the width, with pairs of channels convolved together in the second layer. */
    static Sequence wide(int dimension) {
        Conv paired = new Conv(128, 128, 3, 1, 1, 64, false);
        return of(dimension, 128, new Step("stemDepthwise", prelu(paired)), 4, 6, 2);
    }

    /** InsightFace's {@code mbf_large}: four times the width and twice as deep. */
    static Sequence large(int dimension) {
        return of(dimension, 256, new Step("stage0", residuals(2, 256, 128)), 8, 12, 4);
    }

    private static Sequence of(int dimension, int width, Step second, int first, int middle, int last) {
        int twice = 2 * width;
        return Blocks.joined(
                List.of(
                        new Step("stem", prelu(Blocks.conv3(3, width, 2))),
                        second,
                        new Step("down1", bottleneck(width, 128, width, 2)),
                        new Step("stage1", residuals(first, width, 128)),
                        new Step("down2", bottleneck(width, 256, twice, 2)),
                        new Step("stage2", residuals(middle, twice, 256)),
                        new Step("down3", bottleneck(twice, 512, twice, 2)),
                        new Step("stage3", residuals(last, twice, 256)),
                        new Step("expand", prelu(Conv.pointwise(twice, 512)))),
                Blocks.depthwiseHead(512, dimension));
    }

    private static Sequence bottleneck(int in, int wide, int out, int stride) {
        return Blocks.named(
                "expand", prelu(Conv.pointwise(in, wide)),
                "depthwise", prelu(Conv.depthwise(wide, 3, stride)),
                "project", Blocks.normalised(Conv.pointwise(wide, out)));
    }

    private static Sequence residuals(int count, int channels, int wide) {
        return repeat(count, Blocks.residual(bottleneck(channels, wide, channels, 1)));
    }
}
