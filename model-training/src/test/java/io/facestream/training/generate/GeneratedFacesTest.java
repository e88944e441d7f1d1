package io.facestream.training.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedFacesTest {
    private final GeneratedFaces faces = new GeneratedFaces(0, 6, 5, 3);

    @Test
    void picturesAreCountedByPerson() {
        assertThat(faces.size()).isEqualTo(30);
        assertThat(faces.classes()).hasSize(6).startsWith("generated-00000", "generated-00001");
        assertThat(IntStream.range(0, 30).map(faces::label).boxed().toList().subList(4, 11))
                .isEqualTo(List.of(0, 1, 1, 1, 1, 1, 2));
        assertThat(faces.name(11)).isEqualTo("generated-00002/0001");
    }

    @Test
    void theSameSeedDrawsTheSamePictureWhateverTheSetsSize() {
        GeneratedFaces later = new GeneratedFaces(4, 1, 2, 3);
        assertThat(faces.read(4 * 5 + 1))
                .hasSize(112 * 112 * 3)
                .isEqualTo(later.read(1))
                .isEqualTo(faces.read(4 * 5 + 1));
        assertThat(later.classes()).containsExactly("generated-00004");
        assertThat(new GeneratedFaces(4, 1, 2, 9).read(1)).isNotEqualTo(later.read(1));
    }

    @Test
    void aPersonKeepsTheirFaceFromPictureToPicture() {
        // the mean of many pictures washes pose, light and background out
        GeneratedFaces many = new GeneratedFaces(0, 4, 60, 11);
        double[][] means = new double[8][];
        for (int half = 0; half < 8; half++) {
            means[half] = mean(many, half * 30, 30);
        }
        for (int person = 0; person < 4; person++) {
            double own = distance(means[2 * person], means[2 * person + 1]);
            for (int other = 0; other < 4; other++) {
                if (other != person) {
                    assertThat(distance(means[2 * person], means[2 * other + 1]))
                            .as("person %d and person %d", person, other)
                            .isGreaterThan(1.3 * own);
                }
            }
        }
    }

    @Test
    void eyesLieWhereTheTemplateHasThem() {
        GeneratedFaces many = new GeneratedFaces(0, 200, 1, 5);
        double[] mean = mean(many, 0, 200);
        // an eye is darker than the cheek below it and the middle between the eyes
        double left = patch(mean, 38, 52);
        double right = patch(mean, 74, 52);
        assertThat(left).isLessThan(patch(mean, 38, 68) - 8).isLessThan(patch(mean, 56, 52) - 8);
        assertThat(right).isLessThan(patch(mean, 74, 68) - 8).isLessThan(patch(mean, 56, 52) - 8);
    }

    @Test
    void aSetOfNobodyIsRefused() {
        assertThatThrownBy(() -> new GeneratedFaces(0, 0, 5, 1)).hasMessage("people: 0 (expected: at least 1)");
        assertThatThrownBy(() -> new GeneratedFaces(-1, 1, 5, 1)).hasMessage("firstPerson: -1 (expected: at least 0)");
    }

    /** Mean of the grey pictures, each with mean 0. */
    private static double[] mean(GeneratedFaces faces, int from, int count) {
        double[] mean = new double[112 * 112];
        for (int picture = from; picture < from + count; picture++) {
            byte[] bgr = faces.read(picture);
            double all = 0;
            double[] grey = new double[mean.length];
            for (int i = 0; i < grey.length; i++) {
                grey[i] = ((bgr[3 * i] & 0xff) + (bgr[3 * i + 1] & 0xff) + (bgr[3 * i + 2] & 0xff)) / 3.0;
                all += grey[i] / grey.length;
            }
            for (int i = 0; i < grey.length; i++) {
                mean[i] += (grey[i] - all) / count;
            }
        }
        return mean;
    }

    private static double patch(double[] grey, int x, int y) {
        double sum = 0;
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -3; dx <= 3; dx++) {
                sum += grey[112 * (y + dy) + x + dx];
            }
        }
        return sum / 35;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
