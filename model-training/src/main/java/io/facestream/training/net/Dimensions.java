package io.facestream.training.net;

/** Size of what flows between two layers, one picture's share; {@code height} and {@code width} are 1 behind a flattening. */
public record Dimensions(int channels, int height, int width) {
    /** Product of all three. */
    public int values() {
        return channels * height * width;
    }

    /** What a layer makes of an input. */
    public static Dimensions of(Layer layer, Dimensions in) {
        if (layer instanceof Layer.Conv conv) {
            expect(layer, conv.in(), in.channels);
            return new Dimensions(
                    conv.out(),
                    windows(in.height, conv.kernel(), conv.stride(), conv.padding()),
                    windows(in.width, conv.kernel(), conv.stride(), conv.padding()));
        }
        if (layer instanceof Layer.Linear linear) {
            expect(layer, linear.in(), in.values());
            return new Dimensions(linear.out(), 1, 1);
        }
        if (layer instanceof Layer.BatchNorm norm) {
            expect(layer, norm.channels(), in.channels);
            return in;
        }
        if (layer instanceof Layer.PRelu prelu) {
            expect(layer, prelu.channels(), in.channels);
            return in;
        }
        if (layer instanceof Layer.MaxPool pool) {
            return new Dimensions(
                    in.channels,
                    windows(in.height, pool.kernel(), pool.stride(), pool.padding()),
                    windows(in.width, pool.kernel(), pool.stride(), pool.padding()));
        }
        if (layer instanceof Layer.GlobalAveragePool) {
            return new Dimensions(in.channels, 1, 1);
        }
        if (layer instanceof Layer.Flatten) {
            return new Dimensions(in.values(), 1, 1);
        }
        if (layer instanceof Layer.Slice slice) {
            return new Dimensions(slice.to() - slice.from(), in.height, in.width);
        }
        return composed(layer, in);
    }

    private static Dimensions composed(Layer layer, Dimensions in) {
        if (layer instanceof Layer.Sequence sequence) {
            Dimensions out = in;
            for (Layer.Step step : sequence.steps()) {
                out = of(step.layer(), out);
            }
            return out;
        }
        if (layer instanceof Layer.Residual residual) {
            Dimensions main = of(residual.main(), in);
            Dimensions shortcut = of(residual.shortcut(), in);
            if (!main.equals(shortcut)) {
                throw new IllegalArgumentException("residual: " + main + " and " + shortcut + " (expected: the same)");
            }
            return main;
        }
        if (layer instanceof Layer.Concat concat) {
            Dimensions first = of(concat.branches().get(0), in);
            int channels = concat.branches().stream()
                    .mapToInt(branch -> of(branch, in).channels)
                    .sum();
            return new Dimensions(channels, first.height, first.width);
        }
        if (layer instanceof Layer.Gate gate) {
            expect(layer, in.channels, of(gate.gate(), in).values());
        }
        return in;
    }

    private static int windows(int size, int kernel, int stride, int padding) {
        return (size + 2 * padding - kernel) / stride + 1;
    }

    private static void expect(Layer layer, int wanted, int found) {
        if (wanted != found) {
            throw new IllegalArgumentException(layer + ": " + found + " channels come in (expected: " + wanted + ")");
        }
    }
}
