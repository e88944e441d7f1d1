package io.facestream.vision.evaluate.similarity;

/** Discrete Fourier transform of a power of two of complex values, in place, by radix 2. Immutable; its tables serve all threads. */
final class FourierTransform {
    /** By the logarithm of the size; made when first wanted, twice at worst. */
    private static final FourierTransform[] MADE = new FourierTransform[31];

    private final int size;
    private final double[] cosines;
    private final double[] sines;

    private FourierTransform(int size) {
        this.size = size;
        this.cosines = new double[size / 2];
        this.sines = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    /** The smallest that takes this many values. */
    static FourierTransform ofAtLeast(int values) {
        int log = 32 - Integer.numberOfLeadingZeros(Math.max(1, values - 1));
        FourierTransform made = MADE[log];
        if (made == null) {
            made = new FourierTransform(1 << log);
            MADE[log] = made;
        }
        return made;
    }

    int size() {
        return size;
    }

    void forward(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            int step = size / (2 * half);
            for (int block = 0; block < size; block += 2 * half) {
                for (int i = 0; i < half; i++) {
                    int low = block + i;
                    int high = low + half;
                    double cosine = cosines[i * step];
                    double sine = sines[i * step];
                    double turnedReal = real[high] * cosine - imaginary[high] * sine;
                    double turnedImaginary = real[high] * sine + imaginary[high] * cosine;
                    real[high] = real[low] - turnedReal;
                    imaginary[high] = imaginary[low] - turnedImaginary;
                    real[low] += turnedReal;
                    imaginary[low] += turnedImaginary;
                }
            }
        }
    }

    /** Brings each value to the place whose binary digits are its own place's, reversed. */
    private void reorder(double[] real, double[] imaginary) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 1; i < size; i++) {
            int to = Integer.reverse(i) >>> shift;
            if (to > i) {
                double swapped = real[i];
                real[i] = real[to];
                real[to] = swapped;
                swapped = imaginary[i];
                imaginary[i] = imaginary[to];
                imaginary[to] = swapped;
            }
        }
    }
}
