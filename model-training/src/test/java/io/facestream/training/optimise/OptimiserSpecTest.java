package io.facestream.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.training.TrainingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimiserSpecTest {
    @Test
    void nothingSaidIsMomentumWithDecayOfWeightsOnly() {
        assertThat(OptimiserSpec.of(Map.of()))
                .isEqualTo(new OptimiserSpec(
                        new OptimiserSpec.Sgd(0.9, false), new Groups(5e-4, 5e-4, 5e-4, 0, 0, 0, Map.of())));
    }

    @Test
    void theLastLayerAndTheHeadDecayAsTheOthersUnlessSaid() {
        Groups groups = OptimiserSpec.of(Map.of("weight-decay", 4e-5, "head-decay", 4e-4))
                .groups();
        assertThat(groups).isEqualTo(new Groups(4e-5, 4e-5, 4e-4, 0, 0, 0, Map.of()));
    }

    @Test
    void everyKindTakesItsSettings() {
        assertThat(OptimiserSpec.of(Map.of("kind", "nesterov", "momentum", 0.8)).rule())
                .isEqualTo(new OptimiserSpec.Sgd(0.8, true));
        OptimiserSpec adam = OptimiserSpec.of(Map.of("kind", "AdamW", "beta2", 0.99));
        assertThat(adam.rule()).isEqualTo(new OptimiserSpec.AdamW(0.9, 0.99, 1e-8));
        assertThat(adam.groups().weights()).isEqualTo(0.01);
    }

    @Test
    void settingsThatDoNotFitAreRefusedInOneLine() {
        refused(Map.of("kind", "lamb"), "optimiser.kind: lamb (expected: sgd, nesterov or adamw)");
        refused(Map.of("momentum", 1), "optimiser.momentum: 1 (expected: between 0 and 0.9999)");
        refused(Map.of("weight-decay", -1), "optimiser.weight-decay: -1 (expected: between 0 and 1)");
        refused(
                Map.of("beta1", 0.9),
                "optimiser.beta1: 0.9 (expected: one of bias-decay, head-decay, kind, last-layer-decay, momentum,"
                        + " norm-decay, rates, slope-decay, weight-decay)");
        refused(Map.of("rates", Map.of("stem", "low")), "optimiser.rates.stem: low (expected: a number)");
        refused(Map.of("rates", 3), "optimiser.rates: 3 (expected: numbers by name)");
    }

    private static void refused(Map<String, ?> settings, String message) {
        assertThatThrownBy(() -> OptimiserSpec.of(settings))
                .isInstanceOf(TrainingException.class)
                .hasMessage(message);
    }
}
