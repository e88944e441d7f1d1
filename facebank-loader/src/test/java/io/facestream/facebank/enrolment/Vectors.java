package io.facestream.facebank.enrolment;

import io.facestream.vision.embed.Embedding;
import java.util.Random;

/** Made-up faces: vectors of one person are alike (cosine about 0.7), those of different people are not. */
final class Vectors {
    private static final int DIMENSION = 512;
    private static final double VARIATION = 0.65;

    private Vectors() {}

    static Embedding of(int person, int picture) {
        float[] base = random(person);
        float[] noise = random(1_000_003L * (person + 1) + picture);
        float[] unit = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            unit[i] = (float) (base[i] + VARIATION * noise[i]);
        }
        return new Embedding(normalised(unit), 3.7f);
    }

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return normalised(values);
    }

    static float[] normalised(float[] values) {
        double square = 0;
        for (float value : values) {
            square += value * value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(square);
        }
        return values;
    }
}
