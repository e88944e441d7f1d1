package io.facestream.evaluate.look;

import io.facestream.vision.evaluate.VerificationScores;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Each vector compared with each other one. One person's pairs are not independent of each other, so intervals of confidence would be too
 * narrow.
 *
 * @param same of pairs of one person
 * @param different of pairs of two people
 */
record AllPairs(double[] same, double[] different) {
    /** How two vectors are compared. */
    enum Measure {
        /** The higher the more alike. */
        DOT,
        /** The higher the more alike. */
        COSINE,
        /** The lower the more alike. */
        EUCLIDEAN;

        /** @return of two vectors, from their product and their own squares */
        double of(double dot, double squareA, double squareB) {
            return switch (this) {
                case DOT -> dot;
                case COSINE -> dot / Math.sqrt(squareA * squareB);
                case EUCLIDEAN -> Math.sqrt(Math.max(0, squareA + squareB - 2 * dot));
            };
        }

        /** As people call it. */
        String text() {
            return switch (this) {
                case DOT -> "dot product";
                case COSINE -> "cosine";
                case EUCLIDEAN -> "euclidean distance";
            };
        }

        /** At the beginning of a sentence. */
        String heading() {
            return text().substring(0, 1).toUpperCase(Locale.ROOT) + text().substring(1);
        }
    }

    boolean hasBoth() {
        return same.length > 0 && different.length > 0;
    }

    VerificationScores scores() {
        return new VerificationScores(same, different);
    }

    /** By each measure, in its order. */
    static AllPairs[] of(LabelledVectors labelled, float[][] vectors) {
        int size = vectors.length;
        double[][] dots = new double[size][];
        IntStream.range(0, size).parallel().forEach(i -> {
            dots[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                dots[i][j] = dot(vectors[i], vectors[j]);
            }
        });
        return Arrays.stream(Measure.values())
                .map(measure -> by(measure, labelled.labels(), dots))
                .toArray(AllPairs[]::new);
    }

    private static AllPairs by(Measure measure, int[] labels, double[][] dots) {
        int size = dots.length;
        double[] same = new double[size * (size - 1) / 2];
        double[] different = new double[same.length];
        int s = 0;
        int d = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double value = measure.of(dots[i][j], dots[i][i], dots[j][j]);
                if (labels[i] == labels[j]) {
                    same[s++] = value;
                } else {
                    different[d++] = value;
                }
            }
        }
        return new AllPairs(Arrays.copyOf(same, s), Arrays.copyOf(different, d));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Each column divided by its length over all rows: what was the habit where vectors were not normalised themselves. */
    static float[][] normalisedByColumn(float[][] vectors) {
        int columns = vectors[0].length;
        double[] squares = new double[columns];
        for (float[] vector : vectors) {
            for (int j = 0; j < columns; j++) {
                squares[j] += (double) vector[j] * vector[j];
            }
        }
        float[][] normalised = new float[vectors.length][columns];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < columns; j++) {
                normalised[i][j] = squares[j] == 0 ? 0 : (float) (vectors[i][j] / Math.sqrt(squares[j]));
            }
        }
        return normalised;
    }

    /** Each row divided by its length, as the product compares them. */
    static float[][] normalisedByRow(float[][] vectors) {
        float[][] normalised = new float[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            double length = Math.sqrt(dot(vectors[i], vectors[i]));
            normalised[i] = vectors[i].clone();
            for (int j = 0; j < normalised[i].length && length > 0; j++) {
                normalised[i][j] = (float) (normalised[i][j] / length);
            }
        }
        return normalised;
    }
}
