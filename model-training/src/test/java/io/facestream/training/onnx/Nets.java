package io.facestream.training.onnx;

import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Values of networks for tests. */
final class Nets {
    private Nets() {}

    /** Values with nothing in them at its neutral value: a mistake with a mean, a scale or a slope shows. */
    static Weights wild(Layer layer, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> values = new LinkedHashMap<>();
        // more where sums of fifty units would grow beyond all bounds, less where chains of layers would fade to their
        // shifts
        double variance = sums(layer) > 30 ? 3 : 1.5;
        for (TensorSpec spec : TensorSpec.of(layer)) {
            float[] tensor = new float[spec.size()];
            values.put(spec.name(), tensor);
            switch (spec.role()) {
                case SCALE -> fill(tensor, random, 0.6, 1.4);
                case SHIFT, RUNNING_MEAN, BIAS -> fill(tensor, random, -0.3, 0.3);
                case RUNNING_VARIANCE -> fill(tensor, random, variance, 2 * variance);
                // of either sign, and above 1
                case SLOPE -> fill(tensor, random, -0.4, 1.2);
                case FIXED_SCALE -> java.util.Arrays.fill(tensor, 1);
                // of the variance that He's rule gives by what goes in, so that depthwise convolutions fade nothing
                case CONV_WEIGHT -> {
                    int fanIn = spec.size() / spec.shape().get(0);
                    fill(tensor, random, -Math.sqrt(6.0 / fanIn), Math.sqrt(6.0 / fanIn));
                }
                case LINEAR_WEIGHT -> {
                    int fanIn = spec.shape().get(1);
                    fill(tensor, random, -Math.sqrt(3.0 / fanIn), Math.sqrt(3.0 / fanIn));
                }
            }
        }
        return new Weights(values);
    }

    private static int sums(Layer layer) {
        int sum = layer instanceof Layer.Residual ? 1 : 0;
        for (Layer.Step inside : TensorSpec.inside(layer)) {
            sum += sums(inside.layer());
        }
        return sum;
    }

    /** Nothing but zeros, where only the form matters. */
    static Weights zeros(Layer layer) {
        Map<String, float[]> values = new LinkedHashMap<>();
        TensorSpec.of(layer).forEach(spec -> values.put(spec.name(), new float[spec.size()]));
        return new Weights(values);
    }

    private static void fill(float[] values, SplittableRandom random, double from, double to) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (from + random.nextDouble() * (to - from));
        }
    }
}
