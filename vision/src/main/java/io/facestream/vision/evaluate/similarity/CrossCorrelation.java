package io.facestream.vision.evaluate.similarity;

/**
 * The full cross-correlation of two vectors of n values: 2 n - 1 sums, of which number k is that over i of {@code a[i + k - n + 1] b[i]}, as
 * {@code scipy.signal.correlate} orders them.
 */
final class CrossCorrelation {
    private CrossCorrelation() {}

    /** Sum by sum. */
    static double[] direct(float[] a, float[] b) {
        int n = a.length;
        double[] sums = new double[2 * n - 1];
        for (int k = 0; k < sums.length; k++) {
            int shift = k - n + 1;
            double sum = 0;
            for (int i = Math.max(0, -shift); i < Math.min(n, n - shift); i++) {
                sum += (double) a[i + shift] * b[i];
            }
            sums[k] = sum;
        }
        return sums;
    }

    /** As the product of both spectra, which one transform gives together: a as its real part, b reversed as its imaginary part. */
    static double[] transformed(float[] a, float[] b) {
        int n = a.length;
        FourierTransform transform = FourierTransform.ofAtLeast(2 * n - 1);
        int size = transform.size();
        double[] real = new double[size];
        double[] imaginary = new double[size];
        for (int i = 0; i < n; i++) {
            real[i] = a[i];
            imaginary[i] = b[n - 1 - i];
        }
        transform.forward(real, imaginary);
        double[] productReal = new double[size];
        double[] productImaginary = new double[size];
        for (int k = 0; k < size; k++) {
            int mirror = (size - k) & (size - 1);
            double aReal = (real[k] + real[mirror]) / 2;
            double aImaginary = (imaginary[k] - imaginary[mirror]) / 2;
            double bReal = (imaginary[k] + imaginary[mirror]) / 2;
            double bImaginary = (real[mirror] - real[k]) / 2;
            productReal[k] = aReal * bReal - aImaginary * bImaginary;
            productImaginary[k] = aReal * bImaginary + aImaginary * bReal;
        }
        // with real and imaginary parts swapped, forward is backward but for the factor
        transform.forward(productImaginary, productReal);
        double[] sums = new double[2 * n - 1];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = productReal[k] / size;
        }
        return sums;
    }
}
