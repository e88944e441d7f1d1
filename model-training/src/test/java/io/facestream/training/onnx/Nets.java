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
        for (TensorSpec spec : TensorSpec.of(layer)) {
            float[] tensor = new float[spec.size()];
            values.put(spec.name(), tensor);
            switch (spec.role()) {
                case SCALE -> fill(tensor, random, 0.6, 1.4);
                case SHIFT, RUNNING_MEAN, BIAS -> fill(tensor, random, -0.3, 0.3);
                // so much that sums of fifty units stay small, as in a network that was trained
                case RUNNING_VARIANCE -> fill(tensor, random, 3, 6);
                // of either sign, and above 1
                case SLOPE -> fill(tensor, random, -0.4, 1.2);
                case FIXED_SCALE -> java.util.Arrays.fill(tensor, 1);
                // of the variance that He's rule gives
                case CONV_WEIGHT -> {
                    int fanOut = spec.shape().get(0)
                            * spec.shape().get(2)
                            * spec.shape().get(3);
                    fill(tensor, random, -Math.sqrt(6.0 / fanOut), Math.sqrt(6.0 / fanOut));
                }
                case LINEAR_WEIGHT -> {
                    int fanIn = spec.shape().get(1);
                    fill(tensor, random, -Math.sqrt(3.0 / fanIn), Math.sqrt(3.0 / fanIn));
                }
            }
        }
        return new Weights(values);
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
