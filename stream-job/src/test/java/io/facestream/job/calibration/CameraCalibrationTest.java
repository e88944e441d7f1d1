package io.facestream.job.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraCalibrationTest {
    private final CameraCalibration calibration = new CameraCalibration(
            "ab", "m", 0.01, Map.of("door", List.of(row(100, 0.04), row(10, 0.02)), "*", List.of(row(50, -0.01))));

    @TempDir
    private Path folder;

    private static CalibrationRow row(int people, double shift) {
        return new CalibrationRow(people, shift, 0.4, 3000);
    }

    @Test
    void betweenTwoSizesTheShiftFollowsTheLogarithm() {
        assertThat(calibration.shift("door", 10)).isEqualTo(0.02);
        // the geometric mean of 10 and 1000 would be 100; of 10 and 100 it is 31.6
        assertThat(calibration.shift("door", 32)).isCloseTo(0.03, within(2e-4));
        assertThat(calibration.shift("door", 100)).isEqualTo(0.04);
    }

    @Test
    void beyondWhatWasMeasuredTheNearestSizeHolds() {
        assertThat(calibration.shift("door", 1)).isEqualTo(0.02);
        assertThat(calibration.shift("door", 100_000)).isEqualTo(0.04);
    }

    @Test
    void aCameraWithoutRowsHasThoseOfAnyOrNone() {
        assertThat(calibration.shift("gate", 70)).isEqualTo(-0.01);
        assertThat(CameraCalibration.NONE.shift("gate", 70)).isZero();
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("calibration.json");
        calibration.write(file);
        assertThat(CameraCalibration.read(file)).isEqualTo(calibration);
        calibration.with("*", List.of(row(20, 0))).write(file);
        assertThat(CameraCalibration.read(file).shift("gate", 20)).isZero();
    }

    @Test
    void whatIsNoCalibrationIsRefusedInALine() throws IOException {
        assertRefused("people: []", "no JSON (expected: a file that `./facestream calibrate facebank` wrote)");
        assertRefused("{}", "format \"\" (expected");
        assertRefused(with("\"fpir\": 2"), "fpir 2 (expected");
        assertRefused(with("\"fpir\": 0.1, \"cameras\": {\"a\": []}"), "cameras.a: no rows (expected: at least one)");
        assertRefused(
                with("\"fpir\": 0.1, \"cameras\": {\"a\": [{\"people\": 5}]}"),
                "shift: NaN (expected: between -1 and 1)");
        assertRefused(
                with("\"fpir\": 0.1, \"cameras\": {\"a\": [{\"shift\": 0.1}]}"), "people: 0 (expected: at least 1)");
    }

    private static String with(String more) {
        return "{\"format\": \"facestream-calibration\", \"formatVersion\": 1, " + more + "}";
    }

    private void assertRefused(String text, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("c.json"), text);
        assertThatThrownBy(() -> CameraCalibration.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("calibration: " + file + ": " + why.substring(0, 3))
                .hasMessageContaining(why);
    }
}
