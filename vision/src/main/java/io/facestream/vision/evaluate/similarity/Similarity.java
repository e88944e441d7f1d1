package io.facestream.vision.evaluate.similarity;

import io.facestream.vision.embed.Embedding;
import java.util.Arrays;
import java.util.Locale;

/**
 * A measure of two faces' vectors; higher is nearer. All but {@link #DOT} look at the unit vectors. Sums are made in double precision.
 *
 * <p>The definitions are those of the projects that compare them: where they take a distance {@code 1 - s} the score is {@code s}, where
 * they take a length the score is its negative.
 */
public enum Similarity {
    /** Cosine of the angle, -1 to 1; published as the distance {@code 1 - cos}. */
    COS("cosine, -1 to 1") {
        @Override
        double of(float[] a, float[] b) {
            return Vectors.dot(a, b);
        }
    },
    /** Minus the sum of squared differences, {@code 2 cos - 2}: -4 to 0. */
    DIFF("minus the squared Euclidean distance, -4 to 0") {
        @Override
        double of(float[] a, float[] b) {
            return -Vectors.squaredDistance(a, b);
        }
    },
    /** Structural similarity with the whole vector as one window; its constants are 1e-4 and 2e-4. */
    SSIM("structural similarity of the whole vectors, at most 1") {
        @Override
        double of(float[] a, float[] b) {
            return Vectors.structure(a, b);
        }
    },
    /** The largest value of the full cross-correlation, by its definition. */
    CORR("largest value of the cross-correlation") {
        @Override
        double of(float[] a, float[] b) {
            return Vectors.largest(CrossCorrelation.direct(a, b));
        }
    },
    /** As {@link #CORR}, by way of Fourier transforms: the same but for rounding, and faster. */
    FFT_CORR("largest value of the cross-correlation, by Fourier transforms") {
        @Override
        double of(float[] a, float[] b) {
            return Vectors.largest(CrossCorrelation.transformed(a, b));
        }
    },
    /** Another name of {@link #CORR}. */
    DIRECT_CORR("largest value of the cross-correlation") {
        @Override
        double of(float[] a, float[] b) {
            return CORR.of(a, b);
        }
    },
    /** Inner product of the vectors as the network gave them, their lengths included: unbounded. */
    DOT("inner product of the vectors as the network gave them") {
        @Override
        double of(float[] a, float[] b) {
            return Vectors.dot(a, b);
        }

        @Override
        public double between(Embedding first, Embedding second) {
            return super.between(first, second) * first.norm() * second.norm();
        }
    },
    /** Minus the Euclidean distance, -2 to 0. */
    EUCLIDEAN("minus the Euclidean distance, -2 to 0") {
        @Override
        double of(float[] a, float[] b) {
            return -Math.sqrt(Vectors.squaredDistance(a, b));
        }
    };

    private final String about;

    Similarity(String about) {
        this.about = about;
    }

    abstract double of(float[] a, float[] b);

    /** How alike two faces are; both vectors have one length, and neither is refused. */
    public double between(Embedding first, Embedding second) {
        float[] a = first.unit();
        float[] b = second.unit();
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "vectors: " + a.length + " and " + b.length + " values (expected: of one model, so as many)");
        }
        return of(a, b);
    }

    /** What the score is, in words. */
    public String about() {
        return about;
    }

    /** As it is written on the command line: {@code fft_corr}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is written so. */
    public static Similarity parse(String text) {
        return Arrays.stream(values())
                .filter(similarity -> similarity.text().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--sim: " + text + " (expected: one of "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(Similarity::text).toList()) + ")"));
    }
}
