package io.facestream.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.detect.FaceBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthReaderTest {
    @TempDir
    private Path folder;

    @Test
    void aDamagedLineIsNamedWithItsValueAndWhatWasExpected() {
        refused("{\"id\": \"anna\", \"t0\": 0, \"t1\": 2, \"rect\": [0, 0, 9, 9]}\nnonsense")
                .hasMessage(file() + ":2: nonsense (expected: a JSON object)");
        refused("{\"id\": 7, \"t0\": 0, \"t1\": 2, \"rect\": [0, 0, 9, 9]}")
                .hasMessage(file() + ":1: id: 7 (expected: who it is, or null for a stranger)");
        refused("{\"t0\": 0, \"t1\": 2, \"rect\": [0, 0, 9, 9]}")
                .hasMessageContaining(":1: id: missing (expected: who it is, or null for a stranger)");
        refused("{\"id\": null, \"t0\": 3, \"t1\": 2, \"rect\": [0, 0, 9, 9]}")
                .hasMessageContaining(":1: t1: 2 (expected: a number, at least 3.001)");
        refused("{\"id\": null, \"t0\": -1, \"t1\": 2, \"rect\": [0, 0, 9, 9]}")
                .hasMessageContaining(":1: t0: -1 (expected: a number, at least 0.0)");
        refused("{\"id\": null, \"t0\": 1, \"t1\": 2, \"rect\": [0, 0, 0, 9]}")
                .hasMessageContaining(":1: rect: [0,0,0,9] (expected: [x, y, width, height] in pixels)");
    }

    @Test
    void theSameIsSaidOfFrames() {
        refused("{\"t\": 0, \"faces\": []}\n{\"t\": \"one\", \"faces\": []}")
                .hasMessage(file() + ":2: t: \"one\" (expected: a number, at least 0.0)");
        refused("{\"t\": 0, \"faces\": [{\"actor\": 0, \"id\": \"anna\", \"box\": [1, 2, 3, 4], \"visible\": 7}]}")
                .hasMessage(file() + ":1: visible: 7 (expected: a number, 0.0 to 1.0)");
        refused("{\"t\": 0, \"faces\": []}\n{\"t\": 1}")
                .hasMessage(file() + ":2: faces: missing (expected: a list of faces)");
    }

    @Test
    void ofManyDamagesTheFirstAreTold() {
        refused("x\n".repeat(12))
                .hasMessageContaining(":5: x")
                .hasMessageEndingWith(file() + ": 7 more damaged values");
    }

    @Test
    void anEmptyFrameIsATruthWithNobody() throws IOException {
        Files.writeString(file(), "{\"t\": 0, \"faces\": []}\n");

        assertThat(SceneTruth.read(file()).passages()).isEmpty();
    }

    @Test
    void aTruthThatIsCutOffHasThePassagesThatHaveBegun() throws IOException {
        Files.writeString(file(), """
                {"id": "anna", "t0": 0, "t1": 10, "rect": [0, 0, 300, 300]}
                {"id": null, "t0": 5, "t1": 12, "rect": [400, 0, 300, 300]}
                """);
        SceneTruth truth = SceneTruth.read(file());

        assertThat(truth.endMillis()).isEqualTo(12_000);
        assertThat(truth.before(5_000).passages()).hasSize(1);
        assertThat(truth.passageAt(6_000, new FaceBox(500, 100, 50, 50)))
                .isEqualTo(truth.passages().get(1));
        assertThat(truth.passageAt(1_000, new FaceBox(500, 100, 50, 50))).isNull();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String lines) {
        return assertThatThrownBy(() -> SceneTruth.read(Files.writeString(file(), lines)))
                .isInstanceOf(IOException.class);
    }

    private Path file() {
        return folder.resolve("scene.gt.jsonl");
    }
}
