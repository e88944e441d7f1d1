package io.facestream.training.net;

import static io.facestream.training.net.Blocks.named;

import io.facestream.training.net.Layer.Concat;
import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.MaxPool;
import io.facestream.training.net.Layer.PRelu;
import io.facestream.training.net.Layer.Residual;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Slice;
import io.facestream.training.net.Layer.Step;
import java.util.List;

/**
 * SeesawFaceNets (Zhang 2019): MobileFaceNets whose pointwise convolutions are split unevenly, a quarter of the channels on its own, with a
 * squeeze-and-excitation gate in each block and swish for PReLU. With the option {@code slim} the last block of each of the three stages
 * has a {@link SlimModule} in its place, within the same sum.
 */
final class SeesawFaceNet {
    /** How the parts of the channels meet. */
    enum Form {
        /** The larger part comes first out of the depthwise convolution, so that the parts share a quarter of the channels. */
        SHARE,
        /** Shuffled in two groups before the depthwise convolution. */
        SHUFFLE,
        /** As {@link #SHUFFLE}; a block that halves the size adds a pointwise convolution with stride 2 of what comes in. */
        CONVOLVED,
        /** As {@link #SHUFFLE}; a block that halves the size adds a pointwise convolution of the largest of each 2 x 2 values. */
        POOLED
    }

    private final Form form;
    private final boolean slim;

    private SeesawFaceNet(Form form, boolean slim) {
        this.form = form;
        this.slim = slim;
    }

    /** The network of MobileFaceNet's size. */
    static Sequence mobile(int dimension, Form form, boolean slim) {
        return new SeesawFaceNet(form, slim).of(dimension, 64, 4, 6, 2);
    }

    /** The network that is wider by a half and twice as deep. */
    static Sequence deepAndWide(int dimension, Form form, boolean slim) {
        return new SeesawFaceNet(form, slim).of(dimension, 96, 8, 12, 4);
    }

    private Sequence of(int dimension, int width, int first, int middle, int last) {
        int twice = 2 * width;
        return Blocks.joined(
                List.of(
                        new Step("stem", swish(Blocks.conv3(3, width, 2))),
                        new Step("stemDepthwise", swish(Conv.depthwise(width, 3, 1))),
                        new Step("down1", halving(width, 2 * width, width)),
                        new Step("stage1", stage(first, width, 2 * width)),
                        new Step("down2", halving(width, 4 * width, twice)),
                        new Step("stage2", stage(middle, twice, 4 * width)),
                        new Step("down3", halving(twice, 8 * width, twice)),
                        new Step("stage3", stage(last, twice, 4 * width)),
                        new Step("expand", swish(Conv.pointwise(twice, 512)))),
                Blocks.depthwiseHead(512, dimension));
    }

    private Sequence stage(int count, int channels, int wide) {
        Layer[] layers = new Layer[count];
        for (int i = 0; i < count; i++) {
            boolean isSlim = slim && i == count - 1;
            layers[i] = Blocks.residual(isSlim ? SlimModule.of(channels) : block(channels, wide, channels, 1));
        }
        return Layer.sequence(layers);
    }

    private Layer halving(int in, int wide, int out) {
        Sequence main = block(in, wide, out, 2);
        return switch (form) {
            case SHARE, SHUFFLE -> main;
            case CONVOLVED -> new Residual(main, swish(Blocks.pointwise(in, out, 2)));
            case POOLED ->
                new Residual(main, named("pool", new MaxPool(2, 2, 0), "map", swish(Conv.pointwise(in, out))));
        };
    }

    private Sequence block(int in, int wide, int out, int stride) {
        Layer expand = split(
                in / 4,
                in,
                swish(Conv.pointwise(in / 4, wide / 4)),
                swish(Conv.pointwise(in - in / 4, wide - wide / 4)));
        Layer depthwise = swish(Conv.depthwise(wide, 3, stride));
        Layer excite = Blocks.excitation(wide, 4, true, PRelu::new);
        Layer small = Blocks.normalised(Conv.pointwise(wide / 4, out / 4));
        Layer large = Blocks.normalised(Conv.pointwise(wide - wide / 4, out - out / 4));
        if (form == Form.SHARE) {
            Layer project = split(wide - wide / 4, wide, large, small);
            return named("expand", expand, "depthwise", depthwise, "excite", excite, "project", project);
        }
        Layer project = split(wide / 4, wide, small, large);
        return named(
                "expand",
                expand,
                "shuffle",
                new Layer.Shuffle(2),
                "depthwise",
                depthwise,
                "excite",
                excite,
                "project",
                project);
    }

    private static Concat split(int at, int channels, Layer first, Layer second) {
        return new Concat(List.of(
                named("slice", new Slice(0, at), "main", first),
                named("slice", new Slice(at, channels), "main", second)));
    }

    private static Sequence swish(Conv conv) {
        return Blocks.activated(conv, Layer.Activation.SWISH);
    }
}
