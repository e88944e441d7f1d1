package io.facestream.vision.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GalleryTest {
    @ParameterizedTest
    @EnumSource(GalleryPath.class)
    void aPersonsScoreIsTheBestOfTheirTemplates(GalleryPath path) {
        Gallery gallery = Gallery.of(
                List.of(
                        new Template("a2", "anna", unit(0.6f, 0.8f, 0)),
                        new Template("b1", "bert", unit(0, 1, 0)),
                        new Template("a1", "anna", unit(1, 0, 0))),
                path);

        assertThat(gallery.search(unit(1, 0, 0), 5))
                .containsExactly(new Candidate("anna", "a1", 1), new Candidate("bert", "b1", 0));
        assertThat(gallery.search(unit(0, 1, 0), 1)).containsExactly(new Candidate("bert", "b1", 1));
        assertThat(gallery.people()).isEqualTo(2);
        assertThat(gallery.templates()).isEqualTo(3);
        gallery.close();
    }

    @ParameterizedTest
    @EnumSource(GalleryPath.class)
    void equalScoresAreOrderedByPerson(GalleryPath path) {
        List<Template> templates = new ArrayList<>();
        for (String person : List.of("d", "b", "a", "c")) {
            templates.add(new Template(person + "2", person, unit(1, 0)));
            templates.add(new Template(person + "1", person, unit(1, 0)));
        }
        try (Gallery gallery = Gallery.of(templates, path)) {
            assertThat(gallery.search(unit(1, 0), 3))
                    .containsExactly(
                            new Candidate("a", "a1", 1), new Candidate("b", "b1", 1), new Candidate("c", "c1", 1));
        }
    }

    @Test
    void scoresThatDifferByLessThanTheRoundingAreEqual() {
        Template better = new Template("z1", "zoe", unit(1, 0));
        Template worse = new Template("a1", "anna", unit(1, 1e-3f));
        try (Gallery gallery = Gallery.of(List.of(better, worse), GalleryPath.PLAIN)) {
            assertThat(gallery.search(unit(1, 0), 1)).containsExactly(new Candidate("anna", "a1", 1));
        }
    }

    @Test
    void allWaysGiveTheSameAnswerOnTenThousandTemplates() {
        Random random = new Random(20);
        List<Template> templates = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            templates.add(new Template("t" + i, "p" + i / 3, random(random, 512)));
        }
        try (Gallery vector = Gallery.of(templates, GalleryPath.VECTOR);
                Gallery product = Gallery.of(templates, GalleryPath.MATRIX_PRODUCT);
                Gallery plain = Gallery.of(templates, GalleryPath.PLAIN)) {
            for (int i = 0; i < 20; i++) {
                float[] probe = random(random, 512);
                List<Candidate> expected = plain.search(probe, 10);
                assertThat(expected).hasSize(10).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
                assertThat(vector.search(probe, 10)).isEqualTo(expected);
                assertThat(product.search(probe, 10)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GalleryPath.class)
    void anyDimensionAndAnyNumberOfTemplatesWillDo(GalleryPath path) {
        Random random = new Random(3);
        for (int dimension : new int[] {1, 7, 8, 13, 192}) {
            for (int count : new int[] {1, 2, 3, 5, 4097}) {
                List<Template> templates = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    templates.add(new Template("t" + i, "p" + i, random(random, dimension)));
                }
                try (Gallery gallery = Gallery.of(templates, path)) {
                    Template wanted = templates.get(count - 1);
                    assertThat(gallery.search(wanted.unit(), 1).get(0).score()).isEqualTo(1);
                    assertThat(gallery.search(wanted.unit(), count))
                            .hasSize(count)
                            .contains(new Candidate(wanted.personId(), wanted.templateId(), 1));
                }
            }
        }
    }

    @Test
    void theOrderOfTemplatesDoesNotMatter() {
        Random random = new Random(9);
        List<Template> templates = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            templates.add(new Template("t" + i, "p" + i % 100, random(random, 64)));
        }
        float[] probe = random(random, 64);
        List<Candidate> expected = search(templates, probe);
        Collections.shuffle(templates, random);
        assertThat(search(templates, probe)).isEqualTo(expected);
    }

    private static List<Candidate> search(List<Template> templates, float[] probe) {
        try (Gallery gallery = Gallery.of(templates)) {
            return gallery.search(probe, 10);
        }
    }

    @Test
    void anEmptyGalleryKnowsNobody() {
        try (Gallery gallery = Gallery.of(List.of())) {
            assertThat(gallery.search(unit(1, 0), 3)).isEmpty();
            assertThat(gallery.people()).isZero();
        }
    }

    @Test
    void refusesTemplatesOfAnotherDimensionOrLength() {
        Template flat = new Template("a1", "anna", unit(1, 0));
        assertThatThrownBy(() -> Gallery.of(List.of(flat, new Template("b1", "bert", unit(1, 0, 0)))))
                .hasMessage("template b1: dimension 3 (expected: 2, as the others)");
        assertThatThrownBy(() -> Gallery.of(List.of(new Template("b1", "bert", new float[] {3, 4}))))
                .hasMessage("template b1: length 5.0 (expected: 1, normalised)");
        assertThatThrownBy(() -> Gallery.of(List.of(new Template("b1", "bert", new float[] {Float.NaN, 0}))))
                .isInstanceOf(IllegalArgumentException.class);
        try (Gallery gallery = Gallery.of(List.of(flat))) {
            assertThatThrownBy(() -> gallery.search(unit(1, 0, 0), 1))
                    .hasMessage("probe: dimension 3 (expected: 2, as the gallery)");
        }
    }

    @Test
    void aClosedGallerySaysSo() {
        Gallery gallery = Gallery.of(List.of(new Template("a1", "anna", unit(1, 0))));
        gallery.close();
        gallery.close();
        assertThatThrownBy(() -> gallery.search(unit(1, 0), 1)).hasMessage("gallery: closed");
    }

    @Test
    void templatesNeverShowTheirValues() {
        assertThat(new Template("a1", "anna", unit(1, 0))).hasToString("Template[a1, person=anna, dimension=2]");
    }

    static float[] random(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return unit(values);
    }

    private static float[] unit(float... values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        float[] unit = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            unit[i] = (float) (values[i] / Math.sqrt(squares));
        }
        return unit;
    }
}
