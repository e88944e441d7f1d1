package io.facestream.vision.plot.layout;

import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * t-SNE (van der Maaten and Hinton, 2008): points of a plane whose near neighbours are those of the vectors. Exact, on all cores, and the
 * same for the same seed on any number of them; memory and time grow with the square of the vectors, of which {@link #MOST} are the limit.
 * Distances between groups, and the sizes of groups, mean nothing.
 */
public final class Neighbours {
    /** More vectors are refused. */
    public static final int MOST = 3000;

    private static final double PERPLEXITY = 30;
    private static final int ROUNDS = 600;
    private static final int EXAGGERATED_ROUNDS = 200;
    private static final double EXAGGERATION = 12;
    private static final double LEAST_RATE = 10;
    private static final int BISECTIONS = 60;

    private final float[][] vectors;
    private final int size;
    private final double[][] y;
    private final double[][] step;
    private final double[][] gain;

    private Neighbours(float[][] vectors, long seed) {
        this.vectors = vectors;
        size = vectors.length;
        y = new double[size][2];
        step = new double[size][2];
        gain = new double[size][];
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            y[i][0] = 1e-4 * random.nextGaussian();
            y[i][1] = 1e-4 * random.nextGaussian();
            gain[i] = new double[] {1, 1};
        }
    }

    /**
     * Places the vectors, which are 4 to {@link #MOST}, of one length, all finite.
     *
     * @param progress is told now and then what share is done, by the calling thread
     */
    public static double[][] of(float[][] vectors, long seed, DoubleConsumer progress) {
        if (vectors.length < 4 || vectors.length > MOST) {
            throw new IllegalArgumentException("vectors: " + vectors.length + " (expected: 4 to " + MOST + ")");
        }
        return new Neighbours(vectors, seed).place(progress);
    }

    private double[][] place(DoubleConsumer progress) {
        float[][] p = likelihoods();
        double rate = Math.max(LEAST_RATE, size / EXAGGERATION / 4);
        for (int round = 0; round < ROUNDS; round++) {
            boolean early = round < EXAGGERATED_ROUNDS;
            descend(p, early ? EXAGGERATION : 1, early ? 0.5 : 0.8, 4 * rate);
            if (round % 10 == 0) {
                progress.accept((round + 1.0) / ROUNDS);
            }
        }
        return y;
    }

    /** How likely each is picked as the other's neighbour, symmetric, over all pairs 1. */
    private float[][] likelihoods() {
        double perplexity = Math.min(PERPLEXITY, (size - 1) / 3.0);
        float[][] p = new float[size][];
        IntStream.range(0, size).parallel().forEach(i -> p[i] = conditional(i, perplexity));
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                float both = Math.max((p[i][j] + p[j][i]) / (2 * size), 1e-12f);
                p[i][j] = both;
                p[j][i] = both;
            }
        }
        return p;
    }

    /** The width of the bell around a vector is searched by which it has the wanted number of neighbours. */
    private float[] conditional(int i, double perplexity) {
        double[] squares = new double[size];
        double nearest = Double.MAX_VALUE;
        for (int j = 0; j < size; j++) {
            squares[j] = squaredDistance(vectors[i], vectors[j]);
            if (j != i) {
                nearest = Math.min(nearest, squares[j]);
            }
        }
        float[] row = new float[size];
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double sharpness = 1;
        for (int attempt = 0; attempt < BISECTIONS; attempt++) {
            double entropy = fill(row, squares, i, nearest, sharpness);
            if (entropy > Math.log(perplexity)) {
                low = sharpness;
                sharpness = Double.isInfinite(high) ? sharpness * 2 : (low + high) / 2;
            } else {
                high = sharpness;
                sharpness = (low + high) / 2;
            }
        }
        return row;
    }

    private double fill(float[] row, double[] squares, int i, double nearest, double sharpness) {
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < size; j++) {
            double distance = squares[j] - nearest;
            double weight = j == i ? 0 : Math.exp(-sharpness * distance);
            row[j] = (float) weight;
            sum += weight;
            weighted += weight * distance;
        }
        for (int j = 0; j < size; j++) {
            row[j] = (float) (row[j] / sum);
        }
        return Math.log(sum) + sharpness * weighted / sum;
    }

    private void descend(float[][] p, double exaggeration, double momentum, double rate) {
        double[] sums = new double[size];
        IntStream.range(0, size).parallel().forEach(i -> sums[i] = closeness(i));
        double whole = 0;
        for (double sum : sums) {
            whole += sum; // in one order, so that the result does not depend on the number of threads
        }
        double all = whole;
        IntStream.range(0, size).parallel().forEach(i -> pull(i, p[i], exaggeration, all, momentum, rate));
        double[] mean = new double[2];
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < 2; d++) {
                y[i][d] += step[i][d];
                mean[d] += y[i][d] / size;
            }
        }
        for (double[] point : y) {
            point[0] -= mean[0];
            point[1] -= mean[1];
        }
    }

    private double closeness(int i) {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            if (j != i) {
                sum += 1 / (1 + squaredDistance(y[i], y[j]));
            }
        }
        return sum;
    }

    private void pull(int i, float[] p, double exaggeration, double whole, double momentum, double rate) {
        double[] slope = new double[2];
        for (int j = 0; j < size; j++) {
            double near = 1 / (1 + squaredDistance(y[i], y[j]));
            double force = (exaggeration * p[j] - near / whole) * near;
            slope[0] += force * (y[i][0] - y[j][0]);
            slope[1] += force * (y[i][1] - y[j][1]);
        }
        for (int d = 0; d < 2; d++) {
            boolean turned = slope[d] > 0 != step[i][d] > 0;
            gain[i][d] = Math.max(0.01, turned ? gain[i][d] + 0.2 : gain[i][d] * 0.8);
            step[i][d] = momentum * step[i][d] - rate * gain[i][d] * slope[d];
        }
    }

    private static double squaredDistance(double[] a, double[] b) {
        double x = a[0] - b[0];
        double y = a[1] - b[1];
        return x * x + y * y;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double apart = a[i] - b[i];
            sum += apart * apart;
        }
        return sum;
    }
}
