package io.facestream.training.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadSpecTest {
    @Test
    void nothingSaidIsArcFace() {
        assertThat(HeadSpec.of(Map.of())).isEqualTo(new HeadSpec.ArcFace(64, 0.5, false));
    }

    @Test
    void everyKindTakesItsSettings() {
        assertThat(HeadSpec.of(Map.of("kind", "ArcFace", "margin", 0.4, "scale", 32, "easy-margin", true)))
                .isEqualTo(new HeadSpec.ArcFace(32, 0.4, true));
        assertThat(HeadSpec.of(Map.of("kind", "liarcface", "margin", 0.42)))
                .isEqualTo(new HeadSpec.LiArcFace(64, 0.42));
        assertThat(HeadSpec.of(Map.of("kind", "cosface", "scale", 30))).isEqualTo(new HeadSpec.CosFace(30, 0.35));
        assertThat(HeadSpec.of(Map.of("kind", "combined", "m1", 1.1, "m2", 0.2, "m3", 0.1)))
                .isEqualTo(new HeadSpec.Combined(64, 1.1, 0.2, 0.1));
        assertThat(HeadSpec.of(Map.of("kind", "adaface", "h", 0.5, "momentum", 0.1)))
                .isEqualTo(new HeadSpec.AdaFace(64, 0.4, 0.5, 0.1));
        assertThat(HeadSpec.of(Map.of("kind", "magface", "high-norm", 51, "lambda", 20)))
                .isEqualTo(new HeadSpec.MagFace(64, 0.45, 0.8, 10, 51, 20));
        assertThat(HeadSpec.of(Map.of("kind", "normhead"))).isEqualTo(new HeadSpec.Softmax(64));
        assertThat(HeadSpec.of(Map.of("kind", "softmax"))).isEqualTo(new HeadSpec.Softmax(0));
        assertThat(HeadSpec.of(Map.of("kind", "cosface", "sample", 0.1)))
                .isEqualTo(new HeadSpec.Sampled(new HeadSpec.CosFace(64, 0.35), 0.1));
    }

    @Test
    void aSettingOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> HeadSpec.of(Map.of("kind", "cosface", "easy-margin", true)))
                .isInstanceOf(TrainingException.class)
                .hasMessage("head.easy-margin: true (expected: one of kind, margin, sample, scale)");
    }

    @Test
    void aSettingOutOfRangeIsRefusedWithItsValue() {
        assertThatThrownBy(() -> HeadSpec.of(Map.of("kind", "cosface", "margin", -1)))
                .isInstanceOf(TrainingException.class)
                .hasMessage("head.margin: -1 (expected: between 0 and 1)");
        assertThatThrownBy(() -> HeadSpec.of(Map.of("scale", 0))).hasMessage("head.scale: 0 (expected: above 0)");
        assertThatThrownBy(() -> HeadSpec.of(Map.of("margin", "large")))
                .hasMessage("head.margin: large (expected: a number)");
        assertThatThrownBy(() -> HeadSpec.of(Map.of("kind", "magface", "low-norm", 20, "high-norm", 10)))
                .hasMessage("head.high-norm: 10 (expected: above 20)");
        assertThatThrownBy(() -> HeadSpec.of(Map.of("kind", "softmax", "sample", 0.5)))
                .hasMessage("head.sample: 0.5 (expected: a head with a margin)");
        assertThatThrownBy(() -> HeadSpec.of(Map.of("sample", 0))).hasMessage("head.sample: 0 (expected: above 0)");
    }

    @Test
    void aKindThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> HeadSpec.of(Map.of("kind", "sphereface")))
                .isInstanceOf(TrainingException.class)
                .hasMessage("head.kind: sphereface (expected: arcface, liarcface, cosface, combined, adaface, magface,"
                        + " normhead or softmax)");
    }
}
