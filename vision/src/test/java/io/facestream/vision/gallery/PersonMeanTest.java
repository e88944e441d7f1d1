package io.facestream.vision.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PersonMeanTest {
    @Test
    void aPersonOfOnePictureKeepsIt() {
        Template only = template("a1", "anna", 0.6f, 0.8f);

        assertThat(PersonMean.of(List.of(only))).singleElement().satisfies(mean -> {
            assertThat(mean.unit()).isSameAs(only.unit());
            assertThat(mean.personId()).isEqualTo("anna");
        });
    }

    @Test
    void severalPicturesBecomeTheirNormalisedMeanInAnyOrder() {
        Template one = template("a1", "anna", 1, 0);
        Template two = template("a2", "anna", 0, 1);
        Template other = template("b1", "bert", -1, 0);

        List<Template> means = PersonMean.of(List.of(two, other, one));

        assertThat(means).extracting(Template::personId).containsExactly("anna", "bert");
        assertThat(means.get(0).unit()[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(means).isEqualTo(PersonMean.of(List.of(one, two, other)));
    }

    @Test
    void theMeansAreFitForAGallery() {
        List<Template> means =
                PersonMean.of(List.of(template("a1", "anna", 0.6f, 0.8f), template("a2", "anna", 0.8f, 0.6f)));

        try (Gallery gallery = Gallery.of(means)) {
            assertThat(gallery.search(new float[] {0.70710677f, 0.70710677f}, 1)
                            .get(0)
                            .score())
                    .isEqualTo(1f);
        }
    }

    @Test
    void picturesThatCancelOutLeaveTheFirst() {
        List<Template> means = PersonMean.of(List.of(template("a1", "anna", 1, 0), template("a2", "anna", -1, 0)));

        assertThat(means.get(0).unit()).containsExactly(1, 0);
    }

    @Test
    void picturesOfDifferentDimensionsAreRefused() {
        assertThatThrownBy(() -> PersonMean.of(
                        List.of(template("a1", "anna", 1, 0), new Template("a2", "anna", new float[] {1}))))
                .hasMessageContaining("dimension 1 (expected: 2");
    }

    private static Template template(String id, String person, float x, float y) {
        return new Template(id, person, new float[] {x, y});
    }
}
