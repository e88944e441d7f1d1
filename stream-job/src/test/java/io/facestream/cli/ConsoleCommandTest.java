package io.facestream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --kafka      | nowhere.properties  | kafka: nowhere.properties (expected: HOST:PORT, or a .properties file with client settings)
                    --frames     | all frames          | frames: all frames (expected: a topic's name, or none)
                    --look-back  | yesterday           | look-back: yesterday (expected: such as 8h, 30min or 0)
                    --rest       | jobmanager:8081     | rest: jobmanager:8081 (expected: http://HOST:PORT)
                    --rest       | http://a:b@host:80  | rest: *** (expected: http://HOST:PORT)
                    --facebank   | nowhere/            | facebank: nowhere/ (expected: kafka://TOPIC, a folder PERSON/*.jpg|png|webp, or a facebank file)
                    --model      | nowhere.onnx        | model: nowhere.onnx (expected: an ONNX file with its card beside it, a folder with a pack, or an imported pack's name)
                    --shadow-model | nowhere.onnx      | shadow-model: nowhere.onnx (expected: an ONNX file with its card beside it, a folder with a pack, or an imported pack's name)
                    --shadow-model | default           | shadow-model: fr_feature: is the job's model already (expected: another model than fr_feature)
                    --port       | 70000               | console: port 70000 (expected: 0 to 65535)
                    --fpir       | 2                   | fpir: 2.0 (expected: between 0 and 1, such as 0.01)
                    """)
    void aWrongValueIsOneLineThatSaysWhatWasExpected(String option, String value, String message) {
        CommandLineRun run = CommandLineRun.of("console", option, value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("facestream: " + message).doesNotContain("\tat ");
    }

    @Test
    void aFacebankOnATopicNeedsItsKey(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of(
                "console",
                "--facebank",
                "kafka://facebank",
                "--facebank-key",
                folder.resolve("none.key").toString());

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("none.key").doesNotContain("\tat ");
    }

    @Test
    void withoutATopicOfEventsThereIsNothingToShow() {
        CommandLineRun run = CommandLineRun.of("console", "--events", "none", "--sightings", "none");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("events: none, sightings: none (expected: at least one topic of events)");
    }
}
