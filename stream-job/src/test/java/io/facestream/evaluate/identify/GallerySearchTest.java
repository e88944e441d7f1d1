package io.facestream.evaluate.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.evaluate.IdentificationScores;
import io.facestream.vision.evaluate.Proportion;
import io.facestream.vision.gallery.Template;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GallerySearchTest {
    /** Anna and Bert are one vector, Cleo is at a right angle to both. */
    private static final List<Template> GALLERY = List.of(
            new Template("a1", "anna", new float[] {1, 0}),
            new Template("b1", "bert", new float[] {1, 0}),
            new Template("c1", "cleo", new float[] {0, 1}));

    @Test
    void ofEqualScoresTheOthersComeFirst() {
        Search anna =
                GallerySearch.of(List.of(probe("anna", 0.8f, 0.6f)), GALLERY).get(0);

        assertThat(anna.rank()).isEqualTo(2);
        assertThat(anna.own()).isEqualTo(0.8);
        assertThat(anna.lead()).isZero();
    }

    @Test
    void whoIsNotInTheGalleryIsANonMatedSearch() {
        Search stranger =
                GallerySearch.of(List.of(probe("dora", 0.6f, 0.8f)), GALLERY).get(0);

        assertThat(stranger.mated()).isFalse();
        assertThat(stranger.bestPerson()).isEqualTo("cleo");
        assertThat(stranger.best()).isEqualTo(0.8);
        assertThat(stranger.lead()).isEqualTo(0.2, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void aSearchThatIsNotClearOfTheRunnerUpNamesNobody() {
        // Cleo leads by 0.8 - 0.6 = 0.2 in both.
        List<Search> searches =
                GallerySearch.of(List.of(probe("cleo", 0.6f, 0.8f), probe("dora", 0.6f, 0.8f)), GALLERY);

        IdentificationScores clear = GallerySearch.scores(searches, 0.2);
        IdentificationScores unclear = GallerySearch.scores(searches, 0.21);

        assertThat(clear.falsePositives(0.8)).isEqualTo(new Proportion(1, 1));
        assertThat(clear.falseNegatives(0.8, 1)).isEqualTo(new Proportion(0, 1));
        assertThat(unclear.falsePositives(0.8)).isEqualTo(new Proportion(0, 1));
        assertThat(unclear.falseNegatives(0.8, 1)).isEqualTo(new Proportion(1, 1));
    }

    @Test
    void fewerTemplatesAreDrawnTheSameForTheSameSeed() {
        EnrolledPeople people = new EnrolledPeople(
                "made",
                "m",
                List.of(
                        new Template("a1", "anna", new float[] {1, 0}),
                        new Template("a2", "anna", new float[] {0, 1}),
                        new Template("b1", "bert", new float[] {1, 0})),
                "",
                Set.of());

        assertThat(people.mostTemplates()).isEqualTo(2);
        assertThat(people.atMost(1, 7)).hasSize(2).isEqualTo(people.atMost(1, 7));
        assertThat(people.atMost(2, 7)).hasSize(3);
    }

    private static Probe probe(String person, float x, float y) {
        return new Probe(person, person + ".jpg", new float[] {x, y});
    }
}
