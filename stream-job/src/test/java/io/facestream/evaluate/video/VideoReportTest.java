package io.facestream.evaluate.video;

import static io.facestream.evaluate.video.TrackMatchTest.passage;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.run.FaceJob;
import io.facestream.job.visit.CameraReport;
import io.facestream.job.visit.CameraReportJson;
import io.facestream.scenes.SceneTruth;
import io.facestream.vision.evaluate.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a run as the job writes them, by hand: Anna is identified after 0.36 s, the stranger is named, Bert is not in the facebank. */
class VideoReportTest {
    private static final SceneTruth TRUTH =
            new SceneTruth(List.of(passage(0, "anna", 100), passage(1, null, 500), passage(2, "bert", 900)));
    private static final RunSetup SETUP = new RunSetup("net", "0123456789abcdef", IdentifyOptions.defaults(), 32, 120);

    @TempDir
    private Path out;

    @BeforeEach
    void run() throws IOException {
        Files.writeString(
                out.resolve(FaceJob.EVENTS_FILE),
                """
                {"eventId": "0", "type": "CAMERA_UP", "cameraId": "door", "mediaTimeMillis": 0}
                """ + event("1", "APPEARED", "a", null, 0, 80) + event("2", "IDENTIFIED", "a", "anna", 360, 80)
                        + event("3", "LEFT", "a", "anna", 9_000, 80) + event("4", "IDENTIFIED", "s", "anna", 500, 480)
                        + event("5", "LEFT", "s", "anna", 9_000, 480));
        Files.writeString(
                out.resolve(FaceJob.ANNOTATIONS_FILE),
                frame(0, 80, "a", "PENDING", "")
                        + frame(120, 80, "a", "IDENTIFIED", "anna")
                        + frame(0, 480, "s", "PENDING", "")
                        + frame(120, 480, "s", "UNKNOWN", ""));
        report(10_000);
    }

    @Test
    void theFilesOfARunAreJudged() throws IOException {
        SceneSet set = judge();
        SceneResult door = set.results().get(0);

        assertThat(set.problems()).isEmpty();
        assertThat(set.notes())
                .containsExactly("door: bert is not in the facebank; 1 passage counts as not identified");
        assertThat(set.thresholds()).hasToString("0.400");
        assertThat(door.missedPassages()).isEqualTo(new Proportion(1, 2));
        assertThat(door.strangersNamed()).isEqualTo(new Proportion(1, 1));
        assertThat(door.missed()).containsOnly(Map.entry("NOT_IN_FACEBANK", 1));
        assertThat(door.score().firstNameMillis(0.5)).isEqualTo(360L);
        // the stranger's name came with an event and was never beside the face
        assertThat(door.tracks().strangersNamed()).isEqualTo(new Proportion(1, 1));
        assertThat(door.tracks().names().strangersNamed).isZero();
        assertThat(door.tracks().missed()).isEqualTo(new Proportion(0, 1));
        assertThat(door.reconciles()).isTrue();
        assertThat(door.faceHeight(0.5)).isEqualTo(40);
    }

    @Test
    void aVideoThatEndsEarlyLeavesOutWhatItNeverShowed() throws IOException {
        SceneTruth later = new SceneTruth(List.of(
                TRUTH.passages().get(0),
                new io.facestream.scenes.Passage(
                        1, "bert", 20_000, 30_000, TRUTH.passages().get(2).sights(), false)));

        SceneSet set = judge(later);

        assertThat(set.problems())
                .containsExactly(
                        out.resolve("door.mp4")
                                + ": ends at 10.0 s (expected: 30.0 s, where its truth ends); 1 passage that begins later is left out");
        assertThat(set.results().get(0).missedPassages()).isEqualTo(new Proportion(0, 1));
        assertThat(set.notes()).isEmpty();
        assertThat(new VideoReport(List.of(set), "again").toMarkdown())
                .contains("- Left out: " + out.getFileName() + "/door.mp4: ends at 10.0 s")
                .doesNotContain(out.toString());
    }

    @Test
    void facesThatNoVisitAccountsForAreTold() throws IOException {
        Files.writeString(
                out.resolve(FaceJob.REPORTS_FILE),
                CameraReportJson.write(new CameraReport(
                        "door", 10_000, Map.of("facesDetected", 5L, "facesEmbedded", 3L, "facesPassedOver", 2L))));

        SceneSet set = judge();

        assertThat(set.results().get(0).reconciles()).isFalse();
        assertThat(new VideoReport(List.of(set), "again").toTable()).contains("DO NOT RECONCILE");
    }

    @Test
    void theReportTellsTheSameThreeTimes() throws IOException {
        VideoReport report = new VideoReport(List.of(judge()), "./facestream evaluate video --scenes door/");

        assertThat(report.toTable())
                .contains(
                        "2 people, 3 templates of net",
                        "1 of 2 (50.0 %)",
                        // Wilson: 0.5 -+ 1.96 / (2 + 1.96 ^ 2) * sqrt(0.5 + 1.96 ^ 2 / 4)
                        "95 %: 9.5 to 90.5 %",
                        "note: door: bert is not",
                        "counts reconcile")
                .doesNotContain("all ");
        JsonNode json = new ObjectMapper().readTree(report.toJson());
        assertThat(json.at("/scenes/0/rates")
                        .get("FPIR: strangers' passages named")
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(json.at("/scenes/0/notIdentified/NOT_IN_FACEBANK").asInt()).isEqualTo(1);
        assertThat(json.at("/sets/0/people").asInt()).isEqualTo(2);
        assertThat(report.toMarkdown())
                .contains(
                        "| door | 1 of 2 | 0 | 1 of 1 | 0 | 1 | 2, 0 | 0 (0) | 2.50 | 0.36 s, 0.36 s |",
                        "| door | 1 of 1 | 0 | 1 of 1 | 0 | 0 | 1, 1, 0 | 0 of 2 |",
                        "| FNIR: enrolled passages not identified | 1 of 2 (50.0 %) | 9.5 to 90.5 % |",
                        "by reason: `NOT_IN_FACEBANK` 1.",
                        "| the same of people who are in the facebank | 0 of 1 (0.0 %) |",
                        "Repeat: `./facestream evaluate video --scenes door/`")
                .doesNotContain("bert", "anna");
    }

    @Test
    void severalFoldersAreNamedAndAddedUp() throws IOException {
        VideoReport report = new VideoReport(List.of(judge(), judge()), "again");

        assertThat(report.rows()).extracting(SceneResult::name).hasSize(3).endsWith("all");
        assertThat(report.rows().get(0).name()).endsWith("/door");
        assertThat(report.all().missedPassages()).isEqualTo(new Proportion(2, 4));
        assertThat(report.all().events().repeatedIds())
                .as("ids that two runs have in common")
                .isZero();
        assertThat(report.notes().get(0)).startsWith(report.rows().get(0).name() + ": bert is not");
        assertThat(report.all().missed()).containsOnly(Map.entry("NOT_IN_FACEBANK", 2));
        assertThat(report.all().score().firstNameMillis(0.95)).isEqualTo(360L);
        assertThat(report.toMarkdown()).contains("| all | 2 videos, 20 s | 4, 2 |");
    }

    private SceneSet judge() throws IOException {
        return judge(TRUTH);
    }

    private SceneSet judge(SceneTruth truth) throws IOException {
        Scene door = new Scene("door", out.resolve("door.mp4"), truth);
        return SceneJudge.judge(
                new SceneFolder(out, List.of(door), List.of()),
                Map.of(door, new SceneView(640, 480, 10_000)),
                SETUP,
                new FacebankStand("1-abc", Set.of("anna", "carl"), 3, 0),
                out);
    }

    private void report(long endMillis) throws IOException {
        Map<String, Long> counts = Map.of(
                "framesCaptured", 3L,
                "framesProcessed", 1L,
                "framesSkipped.GRID", 2L,
                "facesDetected", 4L,
                "facesEmbedded", 3L,
                "facesPassedOver", 1L);
        Files.writeString(
                out.resolve(FaceJob.REPORTS_FILE), CameraReportJson.write(new CameraReport("door", endMillis, counts)));
    }

    private static String event(String id, String type, String visit, String person, long millis, int x) {
        return """
                {"eventId": "%s", "type": "%s", "cameraId": "door", "trackId": "%s", "visitId": "%s", "personId": %s, "threshold": %s,\
                 "mediaTimeMillis": %d, "box": [%d, 50, 40, 40], "facesDetected": %d, "facesEmbedded": 1}
                """.formatted(
                        id,
                        type,
                        visit,
                        visit,
                        person == null ? "null" : "\"" + person + "\"",
                        type.equals("APPEARED") ? "0.0" : "0.4",
                        millis,
                        x,
                        type.equals("LEFT") ? 2 : 0);
    }

    private static String frame(long millis, int x, String track, String outcome, String person) {
        return """
                {"schemaVersion": 1, "cameraId": "door", "capturedAtMillis": %d, "mediaTimeMillis": %d, "faces": [{"trackId": "%s",\
                 "x": %d, "y": 50, "width": 40, "height": 40, "outcome": "%s", "personId": "%s", "score": 0.5}]}
                """.formatted(millis, millis, track, x, outcome, person);
    }
}
