package io.facestream.training.verify;

import io.facestream.vision.Face;
import io.facestream.vision.embed.Embedding;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Eigenfaces (Turk and Pentland 1991): grey pixels, halved to 56 x 56, less the mean of the pictures it was fitted to, on their principal
 * components. What a network learned has to be measured against it, since aligned pictures of one person resemble each other without any
 * learning. Immutable.
 *
 * <p>The components are found by subspace iteration: a random basis is multiplied by the pictures' covariance again and again, and turned
 * onto the components at the end.
 */
public final class PixelPca implements PictureEmbedder {
    private static final int HALF = Face.CROP_SIDE / 2;
    private static final int PIXELS = HALF * HALF;
    /** More vectors than are asked for bring the last ones home sooner. */
    private static final int SPARE = 10;

    private static final int ROUNDS = 12;

    private final float[] mean;
    /** One a row, the strongest first. */
    private final float[][] components;

    private final double[] variances;

    private PixelPca(float[] mean, float[][] components, double[] variances) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
    }

    /**
     * Fits to pictures, in some seconds for 1,000.
     *
     * @param crops 112 x 112 BGR bytes each, more than there are components
     * @param components how many are kept, at least 1
     * @param seed of the random basis, which decides no more than the last digits
     */
    public static PixelPca fit(List<byte[]> crops, int components, long seed) {
        if (components < 1 || components >= crops.size() || components > PIXELS) {
            throw new IllegalArgumentException("components: " + components + " (expected: at least 1, below the "
                    + crops.size() + " pictures and " + PIXELS + " pixels)");
        }
        float[][] rows = crops.stream().map(PixelPca::grey).toArray(float[][]::new);
        float[] mean = new float[PIXELS];
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            double sum = 0;
            for (float[] row : rows) {
                sum += row[pixel];
            }
            mean[pixel] = (float) (sum / rows.length);
        }
        for (float[] row : rows) {
            subtract(row, mean);
        }
        int kept = Math.min(components + SPARE, Math.min(rows.length, PIXELS));
        float[][] basis = basis(rows, kept, seed);
        SymmetricEigen turn = SymmetricEigen.of(projectedCovariance(rows, basis));
        float[][] principal = IntStream.range(0, components)
                .mapToObj(i -> combined(basis, turn.vector(i)))
                .toArray(float[][]::new);
        double[] variances =
                IntStream.range(0, components).mapToDouble(turn::value).toArray();
        return new PixelPca(mean, principal, variances);
    }

    private static float[] grey(byte[] crop) {
        if (crop.length != 3 * Face.CROP_SIDE * Face.CROP_SIDE) {
            throw new IllegalArgumentException(
                    "crop: " + crop.length + " bytes (expected: " + 3 * Face.CROP_SIDE * Face.CROP_SIDE + ")");
        }
        float[] grey = new float[PIXELS];
        for (int y = 0, at = 0; y < Face.CROP_SIDE; y++) {
            for (int x = 0; x < Face.CROP_SIDE; x++, at += 3) {
                float value =
                        0.114f * (crop[at] & 0xff) + 0.587f * (crop[at + 1] & 0xff) + 0.299f * (crop[at + 2] & 0xff);
                grey[y / 2 * HALF + x / 2] += value / 4;
            }
        }
        return grey;
    }

    private static void subtract(float[] row, float[] mean) {
        for (int i = 0; i < row.length; i++) {
            row[i] -= mean[i];
        }
    }

    private static float[][] basis(float[][] rows, int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] basis = new float[size][PIXELS];
        for (float[] vector : basis) {
            for (int i = 0; i < PIXELS; i++) {
                vector[i] = (float) random.nextDouble(-1, 1);
            }
        }
        orthonormalise(basis);
        for (int round = 0; round < ROUNDS; round++) {
            basis = timesCovariance(rows, basis);
            orthonormalise(basis);
        }
        return basis;
    }

    /** The sum over the pictures of each picture times its product with the vector. */
    private static float[][] timesCovariance(float[][] rows, float[][] basis) {
        float[][] product = new float[basis.length][PIXELS];
        for (float[] row : rows) {
            for (int i = 0; i < basis.length; i++) {
                add(product[i], dot(row, basis[i]) / rows.length, row);
            }
        }
        return product;
    }

    /** Gram and Schmidt's, twice over, since once is not exact enough. */
    private static void orthonormalise(float[][] basis) {
        for (int i = 0; i < basis.length; i++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    add(basis[i], -dot(basis[i], basis[j]), basis[j]);
                }
            }
            float length = (float) Math.sqrt(dot(basis[i], basis[i]));
            // pictures of fewer dimensions than the basis leave nothing here
            float factor = length > 1e-6f ? 1 / length : 0;
            for (int d = 0; d < PIXELS; d++) {
                basis[i][d] *= factor;
            }
        }
    }

    private static double[][] projectedCovariance(float[][] rows, float[][] basis) {
        double[][] covariance = new double[basis.length][basis.length];
        for (float[] row : rows) {
            double[] projected = new double[basis.length];
            for (int i = 0; i < basis.length; i++) {
                projected[i] = dot(row, basis[i]);
            }
            for (int i = 0; i < basis.length; i++) {
                for (int j = 0; j < basis.length; j++) {
                    covariance[i][j] += projected[i] * projected[j] / rows.length;
                }
            }
        }
        return covariance;
    }

    private static float[] combined(float[][] basis, double[] weights) {
        float[] sum = new float[PIXELS];
        for (int i = 0; i < basis.length; i++) {
            add(sum, (float) weights[i], basis[i]);
        }
        return sum;
    }

    private static void add(float[] to, float factor, float[] other) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * other[i];
        }
    }

    /** Four sums at once: a single one would wait for each of its additions. */
    private static float dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = 0; i < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        return s0 + s1 + s2 + s3;
    }

    /** The variance of the pictures along each component, falling; in squared grey levels. */
    public double[] variances() {
        return variances.clone();
    }

    @Override
    public List<Embedding> embed(List<byte[]> crops) {
        return crops.stream().map(this::embed).toList();
    }

    private Embedding embed(byte[] crop) {
        float[] grey = grey(crop);
        subtract(grey, mean);
        float[] projected = new float[components.length];
        for (int i = 0; i < components.length; i++) {
            projected[i] = dot(grey, components[i]);
        }
        return Embedding.ofRaw(projected);
    }
}
