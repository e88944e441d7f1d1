package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.job.calibration.CalibrationRow;
import io.facestream.job.calibration.CameraCalibration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    @TempDir
    private Path folder;

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> RunFixture.of()
                        .with("facebank", "/no/such/people")
                        .with("model", "/no/such/model.onnx")
                        .with("fpir", "1.4")
                        .with("min-face", "2")
                        .with("start-time", "yesterday")
                        .with("device", "gpu")
                        .settings())
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .satisfies(message -> assertThat(message.split("\n"))
                        .hasSize(7)
                        .allSatisfy(line -> assertThat(line).contains("(expected: ")))
                .contains("/no/such/people", "/no/such/model.onnx", "1.4", "yesterday", "gpu");
    }

    @Test
    void whatIsNotSaidHasTheDefaultOfItsOption() {
        JobSettings settings =
                RunFixture.of("a=a.mp4", "b=b.mp4").with("facebank", folder).settings();
        assertThat(settings.identify().fpir()).isEqualTo(0.01);
        assertThat(settings.detectEvery()).isEqualTo(Duration.ofMillis(120));
        assertThat(settings.visits().gapMillis()).isEqualTo(10_000);
        assertThat(settings.parallelism()).isBetween(1, 2);
        assertThat(settings.duration()).isEmpty();
    }

    @Test
    void strangersNeedToKnowHowLongTheyAreRemembered() {
        RunFixture run = RunFixture.of("a=a.mp4").with("facebank", folder).with("strangers", true);
        assertThatThrownBy(run::settings).hasMessageContaining("--remember-unknown with a time");
        JobSettings settings = run.with("remember-unknown", "24h").settings();
        assertThat(settings.strangers())
                .hasValueSatisfying(
                        strangers -> assertThat(strangers.rememberMillis()).isEqualTo(86_400_000));
        assertThat(settings.latecomers())
                .hasValueSatisfying(latecomers ->
                        assertThat(latecomers.enrolmentStaysMillis()).isEqualTo(71_000));
    }

    @Test
    void aCalibrationHoldsForTheRateThatItWasMeasuredFor() throws Exception {
        Path file = folder.resolve("calibration.json");
        new CameraCalibration("ab", "m", 0.001, Map.of("*", List.of(new CalibrationRow(5, 0.02, 0.4, 40_000))))
                .write(file);
        RunFixture run = RunFixture.of("a=a.mp4").with("facebank", folder).with("calibration", file);

        assertThatThrownBy(run::settings)
                .hasMessage("fpir: 0.01 (expected: 0.001, for which calibration " + file + " was measured)");
        assertThat(run.with("fpir", 0.001).settings().identify().calibration().shift("a", 5))
                .isEqualTo(0.02);
        assertThatThrownBy(() -> RunFixture.of("a=a.mp4")
                        .with("facebank", folder)
                        .with("calibration", folder.resolve("none.json"))
                        .settings())
                .hasMessageContaining("none.json (expected: a file that can be read)");
    }

    @Test
    void nothingOfUnknownPeopleIsKeptUnlessAskedFor() {
        JobSettings settings = RunFixture.of("a=a.mp4").with("facebank", folder).settings();
        assertThat(settings.latecomers()).isEmpty();
        assertThat(settings.strangers()).isEmpty();
        assertThat(settings.journeys().gapMillis()).isEqualTo(300_000);
    }
}
