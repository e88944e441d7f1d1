package io.facestream.training.net;

import io.facestream.training.net.Layer.BatchNorm;
import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Flatten;
import io.facestream.training.net.Layer.Linear;
import io.facestream.training.net.Layer.PRelu;
import io.facestream.training.net.Layer.Residual;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Step;
import java.util.List;

/** A network that learns something within a minute on a CPU, with a layer of each kind that MobileFaceNet has. */
final class Tiny {
    private Tiny() {}

    static Sequence of(int dimension) {
        return new Sequence(List.of(
                new Step("stem", block(new Conv(3, 16, 3, 4, 1, 1, false))),
                new Step("down1", block(new Conv(16, 32, 3, 2, 1, 1, false))),
                new Step(
                        "res1",
                        new Residual(
                                Layer.sequence(block(Conv.depthwise(32, 3, 1)), linear(Conv.pointwise(32, 32))),
                                Layer.IDENTITY)),
                new Step("down2", block(new Conv(32, 64, 3, 2, 1, 1, false))),
                new Step("pool", linear(new Conv(64, 64, 7, 1, 0, 64, false))),
                new Step("flatten", new Flatten()),
                new Step("embed", new Linear(64, dimension, false)),
                new Step("norm", new BatchNorm(dimension))));
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
}
