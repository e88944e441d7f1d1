package io.facestream.vision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Family;
import io.facestream.vision.model.ModelCard.Task;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {
    private static final String CARD = """
            {"schemaVersion": 1, "id": "net", "task": "embedding", "family": "arcface", "file": "net.onnx",
             "sha256": "%s",
             "input": {"width": 112, "height": 112, "colour": "RGB", "mean": [1, 2, 3], "scale": 0.5},
             "thresholds": {"measuredOn": "here", "rows": [{"shots": 1, "fmr": [1e-3, 1e-4], "threshold": [0.3, 0.4]}]}}
            """.formatted("ab".repeat(32));

    @Test
    void readsWhatItSaysAndFillsInTheRest() {
        ModelCard card = parse(CARD);

        assertThat(card.task()).isEqualTo(Task.EMBEDDING);
        assertThat(card.family()).isEqualTo(Family.ARCFACE);
        assertThat(card.input().colour()).isEqualTo(Colour.RGB);
        assertThat(card.input().mean(2)).isEqualTo(3);
        assertThat(card.input().scale(2)).isEqualTo(0.5f);
        assertThat(card.resize()).isEqualTo(ModelCard.Resize.STRETCH);
        assertThat(card.licence()).isEqualTo("unknown");
        assertThat(card.normGate()).isZero();
        assertThat(card.thresholds().get(0).threshold()).containsExactly(0.3, 0.4);
    }

    @Test
    void comesBackFromItsFileAsItWas(@TempDir Path folder) {
        for (ModelCard card : ModelStore.defaultCards()) {
            Path file = folder.resolve(card.id() + ".json");
            card.write(file);
            assertThat(ModelCard.read(file)).isEqualTo(card);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"task\": \"embedding\" | \"task\": \"magic\" | task: \"magic\" (expected: detection | embedding",
                "\"width\": 112 | \"width\": 0 | input.width: 0 (expected: a whole number between 1 and 16384)",
                "\"width\": 112, | \"w\": 112, | input.width: missing (expected: a whole number between 1 and 16384)",
                "\"colour\": \"RGB\" | \"colour\": \"CMYK\" | input.colour: \"CMYK\" (expected: RGB",
                "[1, 2, 3] | [1, 2] | input.mean: [1,2] (expected: a number, or 3 in an array)",
                "net.onnx | ../net.onnx | file: \"../net.onnx\" (expected: the name of a file in the card's folder)",
                "\"schemaVersion\": 1 | \"schemaVersion\": 2 | schemaVersion: 2 (expected: at most 1)",
                "[0.3, 0.4] | [0.3] | thresholds.rows[0].threshold: 1 values (expected: 2, one a value of fmr, at least 1)",
                "[1e-3, 1e-4] | [1e-4, 1e-3] | thresholds.rows[0].fmr[1]: 0.001 (expected: above 0 and below the value before)",
                "[0.3, 0.4] | [0.4, 0.3] | thresholds.rows[0].threshold[1]: 0.3 (expected: at least the value before)",
                "[0.3, 0.4] | [0.3, 1.4] | thresholds.rows[0].threshold: 1.4 (expected: a number between -1 and 1)",
            })
    void saysWhichFieldIsWrongAndWhatItShouldBe(String right, String wrong, String message) {
        String text = CARD.replace(right.trim(), wrong.trim());
        assertThat(text).isNotEqualTo(CARD);

        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith("card.json: ")
                .hasMessageContaining(message.trim().split(" \\| ")[0])
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAHashThatIsNone() {
        assertThatThrownBy(() -> parse(CARD.replace("abab", "ABAB")))
                .hasMessageContaining("(expected: 64 hexadecimal digits in lower case)");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> parse("{"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith("card.json: not JSON");
        assertThatThrownBy(() -> parse("[]")).hasMessage("card.json: : [] (expected: a JSON object)");
    }

    private static ModelCard parse(String text) {
        return ModelCardJson.parse(text, "card.json");
    }
}
