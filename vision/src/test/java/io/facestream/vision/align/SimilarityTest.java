package io.facestream.vision.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    @Test
    void anExactSimilarityIsFoundAgain() {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            double angle = random.nextDouble() * 2 * Math.PI;
            double scale = 0.05 + 3 * random.nextDouble();
            Similarity truth = new Similarity(
                    scale * Math.cos(angle),
                    scale * Math.sin(angle),
                    1000 * random.nextDouble(),
                    1000 * random.nextDouble());
            float[] to = new float[10];
            for (int i = 0; i < 10; i += 2) {
                to[i] = (float) truth.applyX(FaceAligner.TEMPLATE[i], FaceAligner.TEMPLATE[i + 1]);
                to[i + 1] = (float) truth.applyY(FaceAligner.TEMPLATE[i], FaceAligner.TEMPLATE[i + 1]);
            }
            Similarity found = Similarity.fit(FaceAligner.TEMPLATE, to);
            assertThat(found.a()).isCloseTo(truth.a(), within(1e-4));
            assertThat(found.b()).isCloseTo(truth.b(), within(1e-4));
            assertThat(found.x()).isCloseTo(truth.x(), within(1e-2));
            assertThat(found.y()).isCloseTo(truth.y(), within(1e-2));
        }
    }

    @Test
    void noOtherSimilarityIsCloser() {
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            float[] from = new float[10];
            float[] to = new float[10];
            for (int i = 0; i < 10; i++) {
                from[i] = 100 * random.nextFloat();
                to[i] = 100 * random.nextFloat();
            }
            Similarity best = Similarity.fit(from, to);
            double error = error(best, from, to);
            for (int k = 0; k < 20; k++) {
                Similarity other = new Similarity(
                        best.a() + 0.01 * random.nextGaussian(),
                        best.b() + 0.01 * random.nextGaussian(),
                        best.x() + random.nextGaussian(),
                        best.y() + random.nextGaussian());
                assertThat(error(other, from, to)).isGreaterThanOrEqualTo(error);
            }
        }
    }

    @Test
    void aMirroredFaceIsNotReflected() {
        float[] mirrored = FaceAligner.TEMPLATE.clone();
        for (int i = 0; i < 10; i += 2) {
            mirrored[i] = 112 - mirrored[i];
        }
        Similarity found = Similarity.fit(mirrored, FaceAligner.TEMPLATE);
        // a similarity of this form has the determinant a*a + b*b: it cannot reflect, it can only fit badly
        assertThat(found.scale()).isLessThan(0.5);
    }

    @Test
    void pointsThatCoincideGiveAShift() {
        Similarity found = Similarity.fit(new float[10], FaceAligner.TEMPLATE);
        assertThat(found.scale()).isEqualTo(1);
        assertThat(found.applyX(0, 0)).isCloseTo(56.026, within(1e-2));
    }

    private static double error(Similarity similarity, float[] from, float[] to) {
        double sum = 0;
        for (int i = 0; i < from.length; i += 2) {
            sum += Math.pow(similarity.applyX(from[i], from[i + 1]) - to[i], 2)
                    + Math.pow(similarity.applyY(from[i], from[i + 1]) - to[i + 1], 2);
        }
        return sum;
    }
}
