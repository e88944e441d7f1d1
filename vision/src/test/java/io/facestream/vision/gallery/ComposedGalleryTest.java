package io.facestream.vision.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComposedGalleryTest {
    @ParameterizedTest
    @EnumSource(GalleryPath.class)
    void theAnswerIsThatOfOneGalleryToTheBit(GalleryPath path) {
        Random random = new Random(37);
        List<Template> templates = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            // every seventh is the double of an earlier one: equal scores across parts
            float[] unit = i % 7 == 6 ? templates.get(i - 6).unit() : random(random, 64);
            templates.add(new Template("t" + i, "p" + i / 2, unit));
        }
        List<Gallery> parts = new ArrayList<>();
        try (Gallery whole = Gallery.of(templates, path)) {
            for (int part = 0; part < 5; part++) {
                int number = part;
                parts.add(Gallery.of(
                        templates.stream()
                                .filter(template ->
                                        Math.floorMod(template.personId().hashCode(), 5) == number)
                                .toList(),
                        path));
            }
            ComposedGallery composed = new ComposedGallery(parts);
            assertThat(composed.people()).isEqualTo(whole.people());
            assertThat(composed.templates()).isEqualTo(whole.templates());
            for (int i = 0; i < 200; i++) {
                float[] probe =
                        i % 2 == 0 ? random(random, 64) : templates.get(i).unit();
                for (int k : new int[] {1, 2, 3, 10}) {
                    assertThat(composed.search(probe, k)).isEqualTo(whole.search(probe, k));
                }
            }
        } finally {
            parts.forEach(Gallery::close);
        }
    }

    @Test
    void withoutPartsThereIsNobody() {
        ComposedGallery nobody = new ComposedGallery(List.of());
        assertThat(nobody.search(new float[] {1, 0}, 3)).isEmpty();
        assertThat(nobody.people()).isZero();
    }

    private static float[] random(Random random, int dimension) {
        float[] unit = new float[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            unit[i] = (float) random.nextGaussian();
            squares += (double) unit[i] * unit[i];
        }
        for (int i = 0; i < dimension; i++) {
            unit[i] /= (float) Math.sqrt(squares);
        }
        return unit;
    }
}
