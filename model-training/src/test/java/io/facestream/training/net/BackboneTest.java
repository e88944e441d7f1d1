package io.facestream.training.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackboneTest {
    @Test
    void mobileFaceNetHasThePublishedNumberOfParameters() {
        // 1,200.51K in the SeesawFaceNet project's comparison
        assertThat(trained(Backbone.MOBILE_FACE_NET.layer(512))).isEqualTo(1_200_512);
    }

    @Test
    void eachBackboneGivesAnEmbeddingOfTheLengthAskedFor() {
        for (Backbone backbone : Backbone.values()) {
            Dimensions out = Dimensions.of(backbone.layer(256), new Dimensions(3, Backbone.SIDE, Backbone.SIDE));
            assertThat(out).as(backbone.toString()).isEqualTo(new Dimensions(256, 1, 1));
        }
    }

    private static int trained(Layer layer) {
        return TensorSpec.of(layer).stream()
                .filter(spec -> spec.role().isTrained())
                .mapToInt(TensorSpec::size)
                .sum();
    }
}
