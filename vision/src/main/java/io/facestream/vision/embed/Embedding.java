package io.facestream.vision.embed;

/**
 * A face as a vector.
 *
 * @param unit the L2-normalised vector; owned by this record and never written again
 * @param norm the vector's length before normalisation: low for what is no face, or a poor one
 */
public record Embedding(float[] unit, float norm) {
    /** Cosine similarity, -1..1. */
    public float cosine(Embedding other) {
        float sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += unit[i] * other.unit[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && norm == that.norm && java.util.Arrays.equals(unit, that.unit);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(unit);
    }

    @Override
    public String toString() {
        return "Embedding[dimension=" + unit.length + ", norm=" + norm + "]";
    }
}
