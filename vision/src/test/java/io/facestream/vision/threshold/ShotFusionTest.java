package io.facestream.vision.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.embed.Embedding;
import org.junit.jupiter.api.Test;

class ShotFusionTest {
    private static final Embedding EAST = Embedding.ofRaw(new float[] {3, 0});
    private static final Embedding NORTH = Embedding.ofRaw(new float[] {0, 2});

    @Test
    void oneShotIsItsOwnProbe() {
        ShotFusion fusion = ShotFusion.empty(2);
        fusion.add(EAST, 0.4f);

        assertThat(fusion.probe()).containsExactly(1, 0);
        assertThat(fusion.shots()).isEqualTo(1);
    }

    @Test
    void betterShotsWeighMoreWhateverTheirNorm() {
        ShotFusion fusion = ShotFusion.empty(2);
        fusion.add(EAST, 0.9f);
        fusion.add(NORTH, 0.3f);

        assertThat(fusion.probe()[0] / fusion.probe()[1]).isCloseTo(3, within(1e-5f));
        assertThat(Math.hypot(fusion.probe()[0], fusion.probe()[1])).isCloseTo(1, within(1e-6));
    }

    @Test
    void poorShotsStillCountALittleAndQualityEndsAtOne() {
        ShotFusion fusion = ShotFusion.empty(2);
        fusion.add(EAST, Float.NaN);
        fusion.add(NORTH, 7);

        assertThat(fusion.sum()[0]).isCloseTo(0.05f, within(1e-6f));
        assertThat(fusion.sum()[1]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void aRefusedEmbeddingIsNoShot() {
        ShotFusion fusion = ShotFusion.empty(2);
        fusion.add(Embedding.ofRaw(new float[] {Float.NaN, 1}), 1);

        assertThat(fusion.shots()).isZero();
        assertThat(fusion.probe()).containsExactly(0, 0);
    }

    @Test
    void goesOnWhereItWasKept() {
        ShotFusion whole = ShotFusion.empty(2);
        whole.add(EAST, 0.9f);
        ShotFusion restored = ShotFusion.restore(whole.sum().clone(), whole.shots());
        whole.add(NORTH, 0.3f);
        restored.add(NORTH, 0.3f);

        assertThat(restored.probe()).containsExactly(whole.probe());
        assertThat(restored.shots()).isEqualTo(2);
    }

    @Test
    void refusesAnotherDimension() {
        assertThatThrownBy(() -> ShotFusion.empty(3).add(EAST, 1))
                .hasMessage("shot: dimension 2 (expected: 3, as the others)");
    }
}
