package io.facestream.facebank.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnrolmentReportTest {
    private final EnrolmentReport report = new EnrolmentReport(
            List.of(
                    new PictureResult("ann", "a.jpg", PictureVerdict.TAKEN, ""),
                    new PictureResult(
                            "ann", "b.jpg", PictureVerdict.BLURRED, "sharpness: 0.10 (expected: at least 0.25)"),
                    new PictureResult("bob", "c\u001b[2J.jpg", PictureVerdict.BLURRED, "x"),
                    new PictureResult("", "loose.jpg", PictureVerdict.NOT_IN_A_PERSONS_FOLDER, "y")),
            List.of(new EnrolmentWarning(EnrolmentWarning.Kind.LOOK_ALIKE, "ann", "bob", 0.6f, "ann/a.jpg and bob")),
            4);

    @Test
    void countsReconcile() {
        assertThat(report.summary())
                .isEqualTo("4 pictures found, 1 taken (1 person), 3 refused (NOT_IN_A_PERSONS_FOLDER 1, BLURRED 2)");
        assertThat(report.refused().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        + report.taken())
                .isEqualTo(report.found());
    }

    @Test
    void theTableNamesEveryRefusedPictureAndWarning() {
        assertThat(report.toTable().lines())
                .anyMatch(line -> line.matches("ann +1 +1"))
                .contains("  b.jpg: BLURRED: sharpness: 0.10 (expected: at least 0.25)")
                .contains("  loose.jpg: NOT_IN_A_PERSONS_FOLDER: y")
                .contains("warning: LOOK_ALIKE: ann/a.jpg and bob");
    }

    @Test
    void aFileNameCannotSteerTheTerminal() {
        assertThat(report.toTable()).doesNotContain("\u001b").contains("c?[2J.jpg");
    }

    @Test
    void theJsonHoldsTheSame() throws IOException {
        JsonNode json = new ObjectMapper().readTree(report.toJson());
        assertThat(json.path("found").asInt()).isEqualTo(4);
        assertThat(json.path("refused").path("BLURRED").asInt()).isEqualTo(2);
        assertThat(json.path("pictures")).hasSize(4);
        assertThat(json.path("pictures").get(1).path("verdict").asText()).isEqualTo("BLURRED");
        assertThat(json.path("warnings").get(0).path("otherPersonId").asText()).isEqualTo("bob");
    }
}
