package io.facestream.training.verify;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Eigenvalues and vectors of a small symmetric matrix, by Jacobi's rotations, the largest value first. */
final class SymmetricEigen {
    private static final int SWEEPS = 60;

    private final double[] values;
    /** One a column. */
    private final double[][] vectors;

    private final int[] order;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
        this.order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Solves; the matrix is used up. */
    static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] vectors = new double[n][n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
            for (int j = 0; j < n; j++) {
                all += matrix[i][j] * matrix[i][j];
            }
        }
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(matrix) > 1e-24 * all; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        return new SymmetricEigen(
                IntStream.range(0, n).mapToDouble(i -> matrix[i][i]).toArray(), vectors);
    }

    private static double offDiagonal(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += matrix[i][j] * matrix[i][j];
            }
        }
        return sum;
    }

    /** Turns rows and columns p and q so that their common element becomes 0. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.hypot(ratio, 1));
        double cosine = 1 / Math.hypot(tangent, 1);
        double sine = tangent * cosine;
        for (int k = 0; k < matrix.length; k++) {
            turn(matrix[k], p, q, cosine, sine);
            turn(vectors[k], p, q, cosine, sine);
        }
        for (int k = 0; k < matrix.length; k++) {
            double ofP = matrix[p][k];
            double ofQ = matrix[q][k];
            matrix[p][k] = cosine * ofP - sine * ofQ;
            matrix[q][k] = sine * ofP + cosine * ofQ;
        }
    }

    private static void turn(double[] row, int p, int q, double cosine, double sine) {
        double ofP = row[p];
        double ofQ = row[q];
        row[p] = cosine * ofP - sine * ofQ;
        row[q] = sine * ofP + cosine * ofQ;
    }

    /** The eigenvalue of a rank, 0 the largest. */
    double value(int rank) {
        return values[order[rank]];
    }

    /** The unit vector that belongs to it. */
    double[] vector(int rank) {
        double[] vector = new double[values.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = vectors[i][order[rank]];
        }
        return vector;
    }
}
