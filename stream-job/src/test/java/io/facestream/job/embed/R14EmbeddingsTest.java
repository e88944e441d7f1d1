package io.facestream.job.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.embed.Embedding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a model may give that is no embedding. Facebanks of another model or dimension: {@code FacebankFileTest}; an empty facebank:
 * {@code IdentifierTest}, {@code FaceJobIT}.
 */
class R14EmbeddingsTest {
    private static final float GATE = 2.2f;

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aVectorWithAValueThatIsNoNumberIsNoFace(float bad) {
        float[] raw = new float[512];
        java.util.Arrays.fill(raw, 1);
        raw[511] = bad;
        assertRefused(Embedding.ofRaw(raw));
    }

    @Test
    void aVectorOfZerosIsNoFaceWhateverTheGate() {
        Embedding zero = Embedding.ofRaw(new float[512]);
        assertRefused(zero);
        assertThat(embedded(zero, 0).faces().get(0).refusal()).isEqualTo(FaceRefusal.NOT_A_FACE);
    }

    @Test
    void aNormThatIsNoNumberIsRefused() {
        assertRefused(new Embedding(new float[] {0, 0}, Float.NaN));
    }

    @Test
    void valuesSoLargeThatTheirSquaresOverflowAreNoFaceOrAUnitVector() {
        float[] raw = new float[512];
        java.util.Arrays.fill(raw, 1e30f);
        TrackedFace face = embedded(Embedding.ofRaw(raw), GATE).faces().get(0);
        if (face.isEmbedded()) {
            double square = 0;
            for (float value : face.embedding()) {
                square += value * value;
            }
            assertThat(square).isBetween(0.999, 1.001);
        } else {
            assertThat(face.refusal()).isEqualTo(FaceRefusal.NOT_A_FACE);
        }
    }

    private static void assertRefused(Embedding embedding) {
        TrackedFrame frame = embedded(embedding, GATE);
        assertThat(frame.faces().get(0).refusal()).isEqualTo(FaceRefusal.NOT_A_FACE);
        assertThat(frame.faces().get(0).isEmbedded()).isFalse();
        assertThat(frame.faces().get(0).crop()).as("pixels").isEmpty();
        assertThat(frame.counts()).containsOnly(Map.entry(Counts.FACES_REFUSED + "NOT_A_FACE", 1L));
    }

    private static TrackedFrame embedded(Embedding embedding, float gate) {
        TrackedFace shot = new TrackedFace(
                "t", 0, 0, true, 120, 0, 0, 80, 80, 0.5f, FaceRefusal.NONE, new byte[] {1}, new float[0], 0);
        TrackedFrame frame =
                new TrackedFrame("cam", ObservationKind.FRAME, 0, 0, List.of(shot), List.of(), Map.of(), "");
        return ShotEmbedding.apply(frame, List.of(embedding), gate);
    }
}
