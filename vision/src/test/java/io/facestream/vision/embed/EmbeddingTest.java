package io.facestream.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {
    @Test
    void keepsTheLengthAndNormalisesTheRest() {
        Embedding embedding = Embedding.ofRaw(new float[] {3, 4});

        assertThat(embedding.norm()).isEqualTo(5);
        assertThat(embedding.unit()).containsExactly(0.6f, 0.8f);
        assertThat(embedding.cosine(embedding)).isCloseTo(1, within(1e-6f));
        assertThat(embedding.isRefused()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 0})
    void refusesWhatHasNoDirection(float value) {
        Embedding embedding = Embedding.ofRaw(new float[] {value, 0});

        assertThat(embedding.isRefused()).isTrue();
        assertThat(embedding.unit()).containsOnly(0);
        assertThat(embedding.cosine(Embedding.ofRaw(new float[] {1, 0}))).isZero();
    }

    @Test
    void neverShowsItsValues() {
        assertThat(Embedding.ofRaw(new float[] {3, 4})).hasToString("Embedding[dimension=2, norm=5.0]");
    }
}
