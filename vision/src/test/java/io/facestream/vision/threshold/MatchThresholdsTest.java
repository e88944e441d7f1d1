package io.facestream.vision.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.model.ModelCard;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchThresholdsTest {
    @TempDir
    Path folder;

    private MatchThresholds thresholds;

    @BeforeEach
    void readCard() throws Exception {
        thresholds = MatchThresholds.of(card("""
                ,"thresholds": {"measuredOn": "a table made for this test", "rows": [
                  {"shots": 1, "fmr": [1e-2, 1e-4, 1e-6], "threshold": [0.30, 0.40, 0.60]},
                  {"shots": 4, "fmr": [1e-2, 1e-4, 1e-6], "threshold": [0.20, 0.30, 0.50]}]}"""));
    }

    private ModelCard card(String table) throws Exception {
        return ModelCard.read(Files.writeString(folder.resolve("net.json"), """
                {"schemaVersion": 1, "id": "net", "task": "embedding", "family": "arcface", "file": "net.onnx", "sha256": "%s",
                 "input": {"width": 112, "height": 112, "colour": "BGR", "mean": 127, "scale": 1} %s}""".formatted("0".repeat(64), table)));
    }

    @Test
    void onePersonNeedsWhatOneComparisonNeeds() {
        Threshold threshold = thresholds.at(1e-4, 1, 1);

        assertThat(threshold.fmr()).isCloseTo(1e-4, within(1e-12));
        assertThat(threshold.value()).isCloseTo(0.40, within(1e-6));
        assertThat(threshold.clamped()).isFalse();
    }

    @Test
    void aHundredPeopleShareTheRate() {
        Threshold threshold = thresholds.at(0.01, 100, 1);

        // 1 - (1 - fmr)^100 = 0.01
        assertThat(1 - Math.pow(1 - threshold.fmr(), 100)).isCloseTo(0.01, within(1e-9));
        assertThat(threshold.value()).isCloseTo(0.40, within(1e-3));
    }

    @Test
    void betweenRatesItIsLinearInTheirLogarithm() {
        assertThat(thresholds.at(1e-5, 1, 1).value()).isCloseTo(0.50, within(1e-6));
        assertThat(thresholds.at(1e-3, 1, 1).value()).isCloseTo(0.35, within(1e-6));
    }

    @Test
    void betweenRowsItTakesTheRowOfFewerShots() {
        assertThat(thresholds.at(1e-4, 1, 3).value()).isCloseTo(0.40, within(1e-6));
        assertThat(thresholds.at(1e-4, 1, 4).value()).isCloseTo(0.30, within(1e-6));
        assertThat(thresholds.at(1e-4, 1, 4).clamped()).isFalse();
    }

    @Test
    void beyondWhatWasMeasuredItClampsAndSaysSo() {
        assertThat(thresholds.at(0.5, 1, 1)).isEqualTo(new Threshold(0.30, true, 0.5));
        assertThat(thresholds.at(1e-9, 1, 1).value()).isEqualTo(0.60);
        assertThat(thresholds.at(1e-9, 1, 1).clamped()).isTrue();
        assertThat(thresholds.at(1e-4, 1, 5).value()).isCloseTo(0.30, within(1e-6));
        assertThat(thresholds.at(1e-4, 1, 5).clamped()).isTrue();
    }

    @Test
    void anEmptyFacebankCountsAsOnePerson() {
        assertThat(thresholds.at(0.01, 0, 1)).isEqualTo(thresholds.at(0.01, 1, 1));
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatThrownBy(() -> thresholds.at(1.4, 1, 1))
                .hasMessage("fpir: 1.4 (expected: between 0 and 1, both excluded)");
        assertThatThrownBy(() -> thresholds.at(Double.NaN, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCardWithoutATableHasNoThresholds() throws Exception {
        ModelCard bare = card("");
        assertThatThrownBy(() -> MatchThresholds.of(bare))
                .hasMessageStartingWith("model net: no thresholds in its card");
    }
}
