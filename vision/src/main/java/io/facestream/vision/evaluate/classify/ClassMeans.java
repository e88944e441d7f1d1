package io.facestream.vision.evaluate.classify;

import io.facestream.vision.embed.Embedding;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The mean direction of each class's vectors, and which is nearest to another vector. Filled by one thread, then read by many. */
public final class ClassMeans {
    private final Map<Integer, float[]> sums = new TreeMap<>();
    private final Map<Integer, Embedding> means = new TreeMap<>();

    /** Adds a vector to a class. */
    public void add(int label, Embedding vector) {
        float[] sum = sums.computeIfAbsent(label, l -> new float[vector.unit().length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector.unit()[i];
        }
        means.put(label, Embedding.ofRaw(sum));
    }

    /** How many classes have a vector. */
    public int classes() {
        return means.size();
    }

    /** The mean of a class that has a vector. */
    Embedding mean(int label) {
        return Objects.requireNonNull(means.get(label));
    }

    /** Whether a class has a vector. */
    boolean has(int label) {
        return means.containsKey(label);
    }

    /** The mean of a class as if one of its vectors had not been added; refused if that was the only one. */
    Embedding meanWithout(int label, Embedding vector) {
        float[] rest = Objects.requireNonNull(sums.get(label)).clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= vector.unit()[i];
        }
        return Embedding.ofRaw(rest);
    }

    /** The class whose mean is nearest, by the cosine; the first of equally near ones; -1 if the vector is a refused one. */
    public int nearest(Embedding probe) {
        int nearest = -1;
        float best = Float.NEGATIVE_INFINITY;
        for (Map.Entry<Integer, Embedding> mean : means.entrySet()) {
            float cosine = probe.cosine(mean.getValue());
            if (cosine > best) {
                best = cosine;
                nearest = mean.getKey();
            }
        }
        return probe.isRefused() ? -1 : nearest;
    }
}
