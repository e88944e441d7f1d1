package io.facestream.evaluate.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Counted by hand. */
class LivenessScoresTest {
    @Test
    void genuineFacesBelowTheThresholdAndAttacksFromItOnAreErrors() {
        LivenessScores genuine = LivenessScores.of("genuine", false, 0.9f, 0.5f, 0.4f, 0.95f);
        LivenessScores prints = LivenessScores.of("prints", true, 0.1f, 0.5f, 0.6f, 0.2f, 0.3f);

        assertThat(genuine.errors(0.5)).isEqualTo(1);
        assertThat(genuine.errorRate(0.5)).isEqualTo(0.25);
        assertThat(prints.suspected(0.5)).isEqualTo(3);
        assertThat(prints.errors(0.5)).isEqualTo(2);
        assertThat(prints.errorRate(0.5)).isEqualTo(0.4, within(1e-9));
        assertThat(prints.median()).isEqualTo(0.3f);
    }

    @Test
    void aSetWithoutAFaceHasNoErrors() {
        LivenessScores none = LivenessScores.of("none", true);
        assertThat(none.errorRate(0.5)).isZero();
        assertThat(none.median()).isZero();
        assertThat(none.byHeight()).isEmpty();
    }

    @Test
    void heightsAreToldApart() {
        LivenessScores genuine = new LivenessScores(
                "genuine",
                false,
                List.of(
                        new LivenessTrial(63.9f, 0.2f),
                        new LivenessTrial(64, 0.9f),
                        new LivenessTrial(95, 0.1f),
                        new LivenessTrial(400, 0.9f)),
                0);

        assertThat(genuine.byHeight())
                .extracting(LivenessScores.Band::fromHeight)
                .containsExactly(48, 64, 160);
        assertThat(genuine.byHeight())
                .extracting(band -> band.scores().errorRate(0.5))
                .containsExactly(1.0, 0.5, 0.0);
    }
}
