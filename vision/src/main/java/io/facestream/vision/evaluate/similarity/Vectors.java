package io.facestream.vision.evaluate.similarity;

/** Sums over two vectors of one length. */
final class Vectors {
    /** What keeps the quotient of {@link #structure} finite: for the means, and for the deviations. */
    private static final double MEAN_FLOOR = 1e-4;

    private static final double SPREAD_FLOOR = 2e-4;

    private Vectors() {}

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    /** ((2 ma mb + c1) (2 cov + c2)) / ((ma^2 + mb^2 + c1) (va + vb + c2)), variances divided by the number of values. */
    static double structure(float[] a, float[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int i = 0; i < a.length; i++) {
            varianceA += (a[i] - meanA) * (a[i] - meanA);
            varianceB += (b[i] - meanB) * (b[i] - meanB);
            covariance += (a[i] - meanA) * (b[i] - meanB);
        }
        double n = a.length;
        return (2 * meanA * meanB + MEAN_FLOOR)
                * (2 * covariance / n + SPREAD_FLOOR)
                / ((meanA * meanA + meanB * meanB + MEAN_FLOOR) * ((varianceA + varianceB) / n + SPREAD_FLOOR));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    static double largest(double[] values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}
