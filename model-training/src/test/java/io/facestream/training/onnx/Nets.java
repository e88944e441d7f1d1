package io.facestream.training.onnx;

import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Networks and pictures for tests. */
final class Nets {
    private Nets() {}

    /** Values with nothing in them at its neutral value: a mistake with a mean, a scale or a slope shows. */
    static Weights wild(Layer layer, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> values =
                new LinkedHashMap<>(Weights.random(layer, seed).values());
        for (TensorSpec spec : TensorSpec.of(layer)) {
            float[] tensor = values.get(spec.name());
            switch (spec.role()) {
                case SCALE -> fill(tensor, random, 0.6, 1.4);
                case SHIFT, RUNNING_MEAN, BIAS -> fill(tensor, random, -0.3, 0.3);
                // so much that sums of fifty units stay small, as in a network that was trained
                case RUNNING_VARIANCE -> fill(tensor, random, 3, 6);
                // of either sign, and above 1
                case SLOPE -> fill(tensor, random, -0.4, 1.2);
                case CONV_WEIGHT, LINEAR_WEIGHT, FIXED_SCALE -> {}
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

    private static void fill(float[] values, Random random, double from, double to) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (from + random.nextDouble() * (to - from));
        }
    }

    /** Pictures of noise, of -1..1. */
    static List<float[]> noise(int count) {
        Random random = new Random(31);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] picture = new float[3 * Backbone.SIDE * Backbone.SIDE];
            fill(picture, random, -1, 1);
            pictures.add(picture);
        }
        return pictures;
    }
}
