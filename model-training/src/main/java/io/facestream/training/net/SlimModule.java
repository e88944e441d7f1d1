package io.facestream.training.net;

import static io.facestream.training.net.Blocks.named;

import io.facestream.training.net.Layer.Activation;
import io.facestream.training.net.Layer.Concat;
import io.facestream.training.net.Layer.Conv;
import io.facestream.training.net.Layer.Residual;
import io.facestream.training.net.Layer.Sequence;
import java.util.List;

/**
 * The module of Slim-CNN (Sharma and Foroosh 2019): two squeezes that expand by a pointwise and a depthwise separable convolution, and a
 * third separable convolution. It squeezes to a quarter of the channels, and gives as many as come in, where the original gives three
 * quarters, so that it can stand in for a block of another network.
 */
final class SlimModule {
    private SlimModule() {}

    static Sequence of(int channels) {
        int squeezed = channels / 4;
        int expanded = 8 * squeezed;
        return named(
                "first",
                new Residual(expansion(channels, squeezed), relu(Conv.pointwise(channels, expanded))),
                "second",
                expansion(expanded, squeezed),
                "separable",
                separable(expanded, channels));
    }

    private static Sequence expansion(int in, int squeezed) {
        int half = 4 * squeezed;
        return named(
                "squeeze",
                relu(new Conv(in, squeezed, 1, 1, 0, 1, true)),
                "expand",
                new Concat(List.of(separable(squeezed, half), relu(new Conv(squeezed, half, 1, 1, 0, 1, true)))));
    }

    private static Sequence separable(int in, int out) {
        return named("depthwise", relu(Conv.depthwise(in, 3, 1)), "pointwise", relu(Conv.pointwise(in, out)));
    }

    private static Sequence relu(Conv conv) {
        return Blocks.activated(conv, Activation.RELU);
    }
}
