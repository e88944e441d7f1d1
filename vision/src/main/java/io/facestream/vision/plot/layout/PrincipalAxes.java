package io.facestream.vision.plot.layout;

import java.util.Arrays;

/**
 * Principal component analysis down to two dimensions: the plane in which points are spread most.
 *
 * @param points the two coordinates of each point, around 0
 * @param shares of the whole variance that each of the two axes shows, 0 to 1, falling
 */
public record PrincipalAxes(double[][] points, double[] shares) {
    private static final int DIMENSIONS = 2;
    private static final int MOST_ROUNDS = 1000;
    private static final double STILL = 1e-12;

    /**
     * Finds the plane by power iteration, one axis after the other. The sign of an axis is that of its largest component.
     *
     * @param vectors at least two, of one length, all finite
     */
    public static PrincipalAxes of(float[][] vectors) {
        if (vectors.length < 2) {
            throw new IllegalArgumentException("vectors: " + vectors.length + " (expected: at least 2)");
        }
        double[][] centred = centred(vectors);
        double whole = 0;
        for (double[] row : centred) {
            whole += dot(row, row);
        }
        double[][] points = new double[centred.length][DIMENSIONS];
        double[] shares = new double[DIMENSIONS];
        for (int axis = 0; axis < DIMENSIONS; axis++) {
            double[] direction = strongest(centred);
            double along = 0;
            for (int i = 0; i < centred.length; i++) {
                double coordinate = dot(centred[i], direction);
                points[i][axis] = coordinate;
                along += coordinate * coordinate;
                addTo(centred[i], direction, -coordinate);
            }
            shares[axis] = whole > 0 ? along / whole : 0;
        }
        return new PrincipalAxes(points, shares);
    }

    private static double[][] centred(float[][] vectors) {
        int dimension = vectors[0].length;
        double[] mean = new double[dimension];
        for (float[] vector : vectors) {
            if (vector.length != dimension) {
                throw new IllegalArgumentException(
                        "vector: length " + vector.length + " (expected: " + dimension + ", as the first)");
            }
            for (int j = 0; j < dimension; j++) {
                mean[j] += vector[j] / (double) vectors.length;
            }
        }
        double[][] centred = new double[vectors.length][dimension];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < dimension; j++) {
                centred[i][j] = vectors[i][j] - mean[j];
            }
        }
        return centred;
    }

    /** The direction of most variance. It is begun at the row that is farthest out, which cannot be at right angles to it for long. */
    private static double[] strongest(double[][] rows) {
        double[] direction = Arrays.stream(rows)
                .max((a, b) -> Double.compare(dot(a, a), dot(b, b)))
                .orElseThrow()
                .clone();
        if (!normalise(direction)) {
            direction[0] = 1;
            return direction;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] next = new double[direction.length];
            for (double[] row : rows) {
                addTo(next, row, dot(row, direction));
            }
            if (!normalise(next)) {
                break;
            }
            double turned = 1 - Math.abs(dot(next, direction));
            direction = next;
            if (turned < STILL) {
                break;
            }
        }
        return signed(direction);
    }

    private static double[] signed(double[] direction) {
        double largest = 0;
        for (double value : direction) {
            if (Math.abs(value) > Math.abs(largest)) {
                largest = value;
            }
        }
        if (largest < 0) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = -direction[i];
            }
        }
        return direction;
    }

    private static boolean normalise(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        if (length < 1e-150) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return true;
    }

    private static void addTo(double[] sum, double[] vector, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
