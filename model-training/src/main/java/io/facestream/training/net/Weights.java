package io.facestream.training.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The values of all tensors of a network, by name, in the order of its {@link TensorSpec}s. The arrays are owned and not written again. */
public record Weights(Map<String, float[]> values) {
    private static final float SLOPE = 0.25f;

    public Weights {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What a network begins with: He's normal weights by fan-out, PReLU slopes of 0.25, means 0 and the rest 1. The same for the same seed. */
    public static Weights random(Layer layer, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (TensorSpec spec : TensorSpec.of(layer)) {
            values.put(spec.name(), initial(spec, random));
        }
        return new Weights(values);
    }

    private static float[] initial(TensorSpec spec, Random random) {
        float[] initial = new float[spec.size()];
        switch (spec.role()) {
            case CONV_WEIGHT -> {
                List<Integer> shape = spec.shape();
                fill(initial, random, Math.sqrt(2.0 / (shape.get(0) * shape.get(2) * shape.get(3))));
            }
            case LINEAR_WEIGHT ->
                fill(initial, random, Math.sqrt(1.0 / spec.shape().get(1)));
            case SCALE, FIXED_SCALE, RUNNING_VARIANCE -> java.util.Arrays.fill(initial, 1);
            case SLOPE -> java.util.Arrays.fill(initial, SLOPE);
            case BIAS, SHIFT, RUNNING_MEAN -> {}
        }
        return initial;
    }

    private static void fill(float[] values, Random random, double deviation) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
    }

    /** The values of one tensor. */
    public float[] get(String name) {
        float[] found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "tensor: " + name + " (expected: one of the network's " + values.size() + ")");
        }
        return found;
    }
}
