package io.facestream.vision.embed;

import java.util.Arrays;

/**
 * A face as a vector.
 *
 * @param unit the L2-normalised vector, or all zeros if the model gave no usable one; owned by this record and never written again
 * @param norm the vector's length before normalisation: low for what is no face, or a poor one; 0 if refused
 */
public record Embedding(float[] unit, float norm) {
    /** Normalises a raw vector; one that is zero or not finite comes out as refused. */
    public static Embedding ofRaw(float[] raw) {
        double squares = 0;
        for (float value : raw) {
            squares += (double) value * value;
        }
        float norm = (float) Math.sqrt(squares);
        float[] unit = new float[raw.length];
        // below this a face's direction is rounding noise; the comparison is also false for NaN
        if (!(norm > 1e-6f) || Float.isInfinite(norm)) {
            return new Embedding(unit, 0);
        }
        for (int i = 0; i < raw.length; i++) {
            unit[i] = raw[i] / norm;
        }
        return new Embedding(unit, norm);
    }

    /** True if the model gave NaN, infinity or a zero vector: to be counted and never compared. */
    public boolean isRefused() {
        return norm == 0;
    }

    /** Cosine similarity, -1..1; 0 with a refused embedding. */
    public float cosine(Embedding other) {
        float sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += unit[i] * other.unit[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && norm == that.norm && Arrays.equals(unit, that.unit);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(unit);
    }

    @Override
    public String toString() {
        return "Embedding[dimension=" + unit.length + ", norm=" + norm + "]";
    }
}
