package io.facestream.vision.plot.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void theAxesOfAnEllipseAreFound() {
        // around (7, -1, 5): half axes 5 along (3, 4, 0) / 5 and 2 along (-4, 3, 0) / 5
        float[][] vectors = {{10, 3, 5}, {4, -5, 5}, {5.4f, 0.2f, 5}, {8.6f, -2.2f, 5}};
        PrincipalAxes axes = PrincipalAxes.of(vectors);
        // the first axis points to its largest component, (3, 4) / 5; the second's is -4 / 5, so it is turned round
        double[][] expected = {{5, 0}, {-5, 0}, {0, -2}, {0, 2}};
        for (int i = 0; i < expected.length; i++) {
            assertThat(axes.points()[i]).containsExactly(expected[i], within(1e-5));
        }
        // 2 * 25 and 2 * 4 of 58
        assertThat(axes.shares()).containsExactly(new double[] {50 / 58.0, 8 / 58.0}, within(1e-6));
    }

    @Test
    void vectorsThatAreAllTheSameLieInOnePoint() {
        PrincipalAxes axes = PrincipalAxes.of(new float[][] {{1, 2}, {1, 2}});
        assertThat(axes.points()[1]).containsExactly(0, 0);
        assertThat(axes.shares()).containsExactly(0, 0);
        assertThatThrownBy(() -> PrincipalAxes.of(new float[][] {{1, 2}, {1}}))
                .hasMessage("vector: length 1 (expected: 2, as the first)");
    }

    @Test
    void neighboursOfTwoBlobsStayApart() {
        float[][] vectors = blobs(120);
        double[][] points = Neighbours.of(vectors, 1, share -> {});
        for (int i = 0; i < points.length; i++) {
            int nearest = -1;
            for (int j = 0; j < points.length; j++) {
                if (j != i && (nearest < 0 || distance(points, i, j) < distance(points, i, nearest))) {
                    nearest = j;
                }
            }
            assertThat(nearest % 2).isEqualTo(i % 2);
        }
        // one straight line divides them
        double[][] middles = new double[2][2];
        for (int i = 0; i < points.length; i++) {
            middles[i % 2][0] += points[i][0] / 60;
            middles[i % 2][1] += points[i][1] / 60;
        }
        for (int i = 0; i < points.length; i++) {
            double own = Math.hypot(points[i][0] - middles[i % 2][0], points[i][1] - middles[i % 2][1]);
            double other = Math.hypot(points[i][0] - middles[1 - i % 2][0], points[i][1] - middles[1 - i % 2][1]);
            assertThat(own).isLessThan(other);
        }
    }

    @Test
    void theSameSeedGivesTheSamePoints() {
        float[][] vectors = blobs(40);
        double[][] points = Neighbours.of(vectors, 7, share -> {});
        assertThat(Neighbours.of(vectors, 7, share -> {})).isDeepEqualTo(points);
        assertThat(Neighbours.of(vectors, 8, share -> {})[0]).isNotEqualTo(points[0]);
        assertThatThrownBy(() -> Neighbours.of(new float[3][2], 1, share -> {}))
                .hasMessage("vectors: 3 (expected: 4 to 3000)");
    }

    @Test
    void lookAlikesStandSideBySide() {
        // 0 and 3 are twins, 1 and 2 are, and of the rest 3 and 2 are most alike
        double[][] likeness = {
            {1, 0.1, 0.2, 0.9},
            {0.1, 1, 0.8, 0.1},
            {0.2, 0.8, 1, 0.4},
            {0.9, 0.1, 0.4, 1}
        };
        assertThat(LeafOrder.of(likeness)).containsExactly(0, 3, 2, 1);
        assertThat(LeafOrder.of(new double[0][])).isEmpty();
        assertThat(LeafOrder.of(new double[][] {{1}})).containsExactly(0);
    }

    /** Even ones around one middle, odd ones around another, ten deviations apart. */
    private static float[][] blobs(int size) {
        Random random = new Random(3);
        float[][] vectors = new float[size][8];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < 8; j++) {
                vectors[i][j] = (float) random.nextGaussian() + (i % 2 == 0 ? 0 : 3.5f);
            }
        }
        return vectors;
    }

    private static double distance(double[][] points, int i, int j) {
        return Math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]);
    }
}
