package io.facestream.training.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** The weights that a head begins with: one row a class, normal with a deviation of 0.01, as InsightFace's. */
final class ClassRows {
    private static final double DEVIATION = 0.01;

    private ClassRows() {}

    static NDArray random(int classes, int dimension, long seed, NDManager manager) {
        Random random = new Random(seed);
        float[] values = new float[Math.multiplyExact(classes, dimension)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * DEVIATION);
        }
        return manager.create(values, new Shape(classes, dimension));
    }
}
