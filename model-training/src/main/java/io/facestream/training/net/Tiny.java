package io.facestream.training.net;

import static io.facestream.training.net.Blocks.prelu;

import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Sequence;
import io.facestream.training.net.Layer.Step;
import java.util.List;

/** A network that learns something within a minute on a CPU, with a layer of each kind that MobileFaceNet has. */
final class Tiny {
    private Tiny() {}

    static Sequence of(int dimension) {
        Sequence block = Layer.sequence(prelu(Conv.depthwise(32, 3, 1)), Blocks.normalised(Conv.pointwise(32, 32)));
        return Blocks.joined(
                List.of(
                        new Step("stem", prelu(Blocks.conv3(3, 16, 4))),
                        new Step("down1", prelu(Blocks.conv3(16, 32, 2))),
                        new Step("res1", Blocks.residual(block)),
                        new Step("down2", prelu(Blocks.conv3(32, 64, 2)))),
                Blocks.depthwiseHead(64, dimension));
    }
}
