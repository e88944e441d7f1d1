package io.facestream.evaluate.pictures;

import static io.facestream.evaluate.pictures.MadeFaces.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.Face;
import io.facestream.vision.embed.Embedding;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceComparisonTest {
    private static final PairThreshold HALF = PairThreshold.given(0.5);

    private static PictureFaces picture(String name, Embedding... vectors) {
        List<Face> faces = Collections.nCopies(vectors.length, MadeFaces.good());
        return new PictureFaces(name, 640, 480, faces, List.of(vectors));
    }

    @Test
    void theFirstFacesDecideUnlessAllAreAskedFor() {
        PictureFaces a = picture("a.jpg", at(1));
        PictureFaces group = picture("group.jpg", at(0.2), at(0.9), at(0.6));

        FaceComparison first = new FaceComparison(a, group, HALF, false);
        FaceComparison all = new FaceComparison(a, group, HALF, true);

        assertThat(first.same()).isFalse();
        assertThat(first.verdict()).isEqualTo("different people: score 0.200, threshold 0.500");
        assertThat(all.same()).isTrue();
        assertThat(all.chosenB()).isEqualTo(1);
        assertThat(all.score()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void aFaceWithoutAVectorIsNobody() {
        PictureFaces a = picture("a.jpg", at(1));
        PictureFaces none = picture("b.jpg", new Embedding(new float[2], 0));
        assertThat(new FaceComparison(a, none, HALF, true).same()).isFalse();
    }

    @Test
    void theThresholdIsTheCardsForTheRateAskedFor() {
        assertThat(PairThreshold.ofCard(MadeFaces.card(), 0.01).value()).isCloseTo(0.25, within(1e-9));
        assertThat(PairThreshold.ofCard(MadeFaces.card(), 0.001).value()).isCloseTo(0.35, within(1e-9));
        assertThat(PairThreshold.ofCard(MadeFaces.card(), 0.001).origin())
                .isEqualTo("card of made: 0.1 % of pairs of strangers pass");
        assertThat(PairThreshold.ofCard(MadeFaces.card(), 1e-6).origin()).contains("beyond the table");
        assertThatThrownBy(() -> PairThreshold.given(1.5))
                .hasMessage("threshold: 1.5 (expected: a cosine, between -1 and 1)");
        assertThatThrownBy(() -> PairThreshold.ofCard(MadeFaces.card(), 0)).hasMessageContaining("fmr: 0.0 (expected");
    }

    @Test
    void theJsonHasEveryScoreAndNoVector() throws Exception {
        FaceComparison comparison = new FaceComparison(
                picture("a.jpg", at(1)),
                picture("b.jpg", at(0.25), at(0.75)),
                PairThreshold.ofCard(MadeFaces.card(), 0.001),
                true);

        JsonNode json = new ObjectMapper().readTree(ComparisonJson.of(comparison, MadeFaces.card()));

        assertThat(json.path("same").asBoolean()).isTrue();
        assertThat(json.path("falseMatchRate").asDouble()).isEqualTo(0.001);
        assertThat(json.path("scores").path(0)).hasSize(2);
        assertThat(json.path("b").path("chosen").asInt()).isEqualTo(1);
        assertThat(json.path("b").path("faces").path(0).path("box")).hasSize(4);
        assertThat(json.findValue("vector")).isNull();
        assertThat(json.findValue("vectors")).isNull();
    }

    @Test
    void doubtIsWhatRecognitionWouldRefuse() {
        assertThat(FaceDoubts.of(MadeFaces.good(), at(1), MadeFaces.card())).isEmpty();
        assertThat(FaceDoubts.of(MadeFaces.good(), new Embedding(new float[] {1, 0}, 2.1f), MadeFaces.card()))
                .contains("hardly a face: norm 2.1 (expected: at least 2.2)");
        Face small = MadeFaces.face(0, 0, 20, MadeFaces.quality(20, 0.9f, 0, 0.5f));
        assertThat(FaceDoubts.of(small, at(1), MadeFaces.card())).contains("too small: 20 pixels high");
    }
}
