package io.facestream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people pass whom nobody knows. When a woman who is enrolled comes into view, one of the two is dropped into the folder: his visit, and
 * no other, gets his name.
 */
@Timeout(180)
class LateEnrolmentIT {
    private static final String WOMAN = "p_d3";
    private static final String LATECOMER = "p_d9";

    @TempDir
    private Path folder;

    @Test
    void whoIsEnrolledLateIsNamedInTheirEarlierVisitAndNobodyElseIs() throws Exception {
        Path enrolled = TestData.shared("video/scene_facebank");
        Path people = Files.createDirectories(folder.resolve("people"));
        copy(enrolled.resolve(WOMAN), people.resolve(WOMAN));
        AtFirst.of("IDENTIFIED", () -> copy(enrolled.resolve(LATECOMER), people.resolve(LATECOMER)));

        List<JsonNode> events = RunFixture.of("cam=" + TestData.shared("video/scenes/real1.mp4"))
                .with("facebank", people)
                .with("start", "6s")
                .with("duration", "15s")
                .with("visit-gap", "500ms")
                .with("realtime", true)
                .with("remember-unknown", "1h")
                .with("strangers", true)
                .sink(new AtFirst())
                .run(folder.resolve("out"));

        // He leaves at 10 s, the other man at 11 s; the third stays until 20 s.
        List<JsonNode> corrections = RunFixture.ofType(events, "REIDENTIFIED");
        assertThat(corrections).hasSize(1);
        JsonNode correction = corrections.get(0);
        assertThat(correction.get("personId").asText()).isEqualTo(LATECOMER);
        assertThat(correction.get("score").asDouble())
                .isGreaterThanOrEqualTo(correction.get("threshold").asDouble());
        assertThat(correction.get("firstSeenAt").asText()).startsWith("1970-01-01T00:00:06");
        String visit = correction.get("visitId").asText();
        assertThat(RunFixture.ofType(events, "UNKNOWN"))
                .filteredOn(event -> event.get("visitId").asText().equals(visit))
                .singleElement()
                .satisfies(unknown -> assertThat(correction.get("supersedes").asText())
                        .isEqualTo(unknown.get("eventId").asText()));
        assertThat(RunFixture.people(events)).containsExactly(WOMAN);

        List<JsonNode> strangers = RunFixture.ofType(events, "STRANGER_SEEN");
        assertThat(strangers.stream().map(event -> event.get("visitId").asText()))
                .contains(visit)
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(RunFixture.ofType(events, "STRANGER_SPLIT")).singleElement().satisfies(split -> {
            assertThat(split.get("reason").asText()).isEqualTo("ENROLLED");
            assertThat(split.get("visitId").asText()).isEqualTo(visit);
            assertThat(split.get("personId").asText()).isEqualTo(LATECOMER);
        });
        assertThat(Files.readString(folder.resolve("out").resolve(FaceJob.JOURNEYS_FILE)))
                .as("the visit is a journey of his now")
                .contains(visit);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
