package io.facestream.vision.evaluate.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.embed.Embedding;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityTest {
    /** (3, 4) and (4, 3) of length 5: unit vectors (0.6, 0.8) and (0.8, 0.6). */
    private static final Embedding A = Embedding.ofRaw(new float[] {3, 4});

    private static final Embedding B = Embedding.ofRaw(new float[] {4, 3});

    @Test
    void theCosineIsTheInnerProductOfUnitVectors() {
        // 0.6 x 0.8 + 0.8 x 0.6
        assertThat(Similarity.COS.between(A, B)).isCloseTo(0.96, within(1e-7));
    }

    @Test
    void theInnerProductKeepsTheVectorsLengths() {
        // 3 x 4 + 4 x 3
        assertThat(Similarity.DOT.between(A, B)).isCloseTo(24, within(1e-5));
    }

    @Test
    void distancesAreNegativeSoThatHigherIsNearer() {
        // 0.2^2 + 0.2^2, and its root
        assertThat(Similarity.DIFF.between(A, B)).isCloseTo(-0.08, within(1e-7));
        assertThat(Similarity.EUCLIDEAN.between(A, B)).isCloseTo(-0.282842712, within(1e-7));
    }

    @Test
    void theStructureIsThatOfOneWindow() {
        // both means 0.7, both variances 0.01, covariance -0.01:
        // (2 x 0.49 + 1e-4) (-0.02 + 2e-4) / ((0.98 + 1e-4) (0.02 + 2e-4)) = -0.0198 / 0.0202
        assertThat(Similarity.SSIM.between(A, B)).isCloseTo(-0.98019802, within(1e-5));
        // means 1 / sqrt 2 and 0, variances 0 and 0.5, covariance 0, for (1, 1) and (1, -1):
        // (0 + 1e-4) (0 + 2e-4) / ((0.5 + 1e-4) (0.5 + 2e-4)) = 2e-8 / 0.25015002
        Embedding level = Embedding.ofRaw(new float[] {1, 1});
        Embedding steep = Embedding.ofRaw(new float[] {1, -1});
        assertThat(Similarity.SSIM.between(level, steep)).isCloseTo(7.9952e-8, within(1e-11));
    }

    @Test
    void theCrossCorrelationIsOrderedAndSummedAsScipysIs() {
        // scipy.signal.correlate([1, 2, 3], [0, 1, 0.5]) by hand: sums of a[i + k - 2] b[i], k = 0 to 4
        float[] a = {1, 2, 3};
        float[] b = {0, 1, 0.5f};
        assertThat(CrossCorrelation.direct(a, b)).containsExactly(0.5, 2, 3.5, 3, 0);
        assertThat(CrossCorrelation.transformed(a, b)).containsExactly(new double[] {0.5, 2, 3.5, 3, 0}, within(1e-12));
    }

    @Test
    void theCorrelationIsTheLargestOfAllShifts() {
        // (0.6, 0.8) over (0.8, 0.6): 0.36, 0.96, 0.64; over (0.8, -0.6) turned by one place 0.64 beats 0.48 - 0.48
        assertThat(Similarity.CORR.between(A, B)).isCloseTo(0.96, within(1e-7));
        Embedding turned = Embedding.ofRaw(new float[] {4, -3});
        assertThat(Similarity.CORR.between(A, turned)).isCloseTo(0.64, within(1e-7));
        assertThat(Similarity.DIRECT_CORR.between(A, turned)).isEqualTo(Similarity.CORR.between(A, turned));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 128, 500, 512})
    void theTransformsGiveTheSameCorrelation(int dimension) {
        SplittableRandom random = new SplittableRandom(dimension);
        for (int i = 0; i < 20; i++) {
            Embedding a = drawn(dimension, random);
            Embedding b = drawn(dimension, random);
            assertThat(Similarity.FFT_CORR.between(a, b)).isCloseTo(Similarity.CORR.between(a, b), within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void aFaceIsMoreLikeItselfThanLikeAnother(Similarity similarity) {
        SplittableRandom random = new SplittableRandom(7);
        Embedding a = drawn(512, random);
        Embedding b = drawn(512, random);
        assertThat(similarity.between(a, a)).isGreaterThan(similarity.between(a, b));
        assertThat(Similarity.parse(similarity.text())).isEqualTo(similarity);
    }

    @Test
    void whatIsNoneIsRefused() {
        assertThatThrownBy(() -> Similarity.parse("cosin"))
                .hasMessage(
                        "--sim: cosin (expected: one of cos, diff, ssim, corr, fft_corr, direct_corr, dot, euclidean)");
        assertThatThrownBy(() -> Similarity.COS.between(A, Embedding.ofRaw(new float[] {1, 2, 3})))
                .hasMessage("vectors: 2 and 3 values (expected: of one model, so as many)");
    }

    private static Embedding drawn(int dimension, SplittableRandom random) {
        float[] raw = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            raw[i] = (float) (random.nextDouble() - 0.4);
        }
        return Embedding.ofRaw(raw);
    }
}
