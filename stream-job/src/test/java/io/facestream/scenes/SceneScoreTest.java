package io.facestream.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneScoreTest {
    private static final String ROOMS = """
            {"id": "anna", "t0": 0, "t1": 10, "rect": [0, 0, 300, 300]}
            {"id": null, "t0": 5, "t1": 12, "rect": [400, 0, 300, 300]}
            {"id": "bert", "t0": 2, "t1": 8, "rect": [800, 0, 300, 300]}
            """;
    private static final String WALK = """
            {"frame": 0, "t": 0.0, "faces": []}
            {"frame": 1, "t": 1.0, "faces": [{"actor": 0, "id": "anna", "box": [0, 0, 20, 25], "visible": 0.4}]}
            {"frame": 2, "t": 1.1, "faces": [{"actor": 0, "id": "anna", "box": [10, 0, 32, 40], "visible": 0.3}]}
            {"frame": 3, "t": 1.2, "faces": [{"actor": 0, "id": "anna", "box": [20, 0, 32, 40], "visible": 0.9}]}
            {"frame": 4, "t": 2.0, "faces": [{"actor": 0, "id": "anna", "box": [100, 0, 40, 50], "visible": 1.0}]}
            """;

    @TempDir
    Path folder;

    @Test
    void aNamedPersonIsIdentifiedAndTheTimeCountsFromTheStart() throws IOException {
        SceneScore score = score(ROOMS, event("IDENTIFIED", "v1", "anna", 700, 100), left("v1", "anna", 9_900, 100));

        assertThat(score.identified()).isEqualTo(1);
        assertThat(score.wronglyNamed()).isZero();
        assertThat(score.firstNameMillis(0.5)).isEqualTo(700L);
        assertThat(score.missed()).isEqualTo(2);
        assertThat(score.facesEmbedded()).isEqualTo(8);
        assertThat(score.embeddedShare()).isEqualTo(0.08);
    }

    @Test
    void aStrangerWithANameIsCounted() throws IOException {
        SceneScore score = score(ROOMS, event("IDENTIFIED", "v1", "bert", 6_000, 550));

        assertThat(score.strangersNamed()).isEqualTo(1);
        assertThat(score.strangers()).isEqualTo(1);
        assertThat(score.identified()).isZero();
    }

    @Test
    void aWrongNameStaysWrongThoughTheRightOneFollows() throws IOException {
        SceneScore score =
                score(ROOMS, event("IDENTIFIED", "v1", "bert", 1_000, 100), event("CHANGED", "v1", "anna", 2_000, 100));

        assertThat(score.wronglyNamed()).isEqualTo(1);
        assertThat(score.identified()).isEqualTo(1);
    }

    @Test
    void aTrackThatSlipsToAnotherPersonIsFoundOut() throws IOException {
        SceneScore score = score(
                ROOMS,
                event("APPEARED", "v1", null, 1_000, 100),
                event("IDENTIFIED", "v1", "anna", 1_500, 100),
                left("v1", "anna", 7_000, 850));

        assertThat(score.wronglyNamed()).isEqualTo(1);
        assertThat(score.passages().get(2).names()).containsExactly("anna");
    }

    @Test
    void twoVisitsOfOnePassageAreASplit() throws IOException {
        SceneScore score =
                score(ROOMS, event("APPEARED", "v1", null, 1_000, 100), event("APPEARED", "v2", null, 5_000, 100));

        assertThat(score.split()).isEqualTo(1);
        assertThat(score.passages().get(0).visits()).isEqualTo(2);
    }

    @Test
    void aFaceWhereNobodyIsBelongsToNoPassage() throws IOException {
        SceneScore score =
                score(ROOMS, event("APPEARED", "v1", null, 1_000, 360), event("IDENTIFIED", "v2", "anna", 11_000, 100));

        assertThat(score.visitsElsewhere()).isEqualTo(2);
        assertThat(score.namedElsewhere()).isEqualTo(1);
        assertThat(score.identified()).isZero();
    }

    @Test
    void theTimeToANameCountsFromTheFirstLargeAndVisibleFace() throws IOException {
        SceneScore score = score(WALK, event("IDENTIFIED", "v1", "anna", 2_000, 120));

        assertThat(score.firstNameMillis(0.95)).isEqualTo(800L);
    }

    @Test
    void aMovingFaceIsLookedForWhereItIsAtThatMoment() throws IOException {
        SceneScore score = score(WALK, event("IDENTIFIED", "v1", "anna", 1_200, 120));

        assertThat(score.identified()).isZero();
        assertThat(score.visitsElsewhere()).isEqualTo(1);
    }

    @Test
    void eventsOfOtherCamerasAndAboutCamerasAreLeftOut() throws IOException {
        Path file = Files.writeString(folder.resolve("events.jsonl"), """
                {"type": "CAMERA_UP", "cameraId": "cam", "mediaTimeMillis": 0}
                {"type": "APPEARED", "cameraId": "cam", "visitId": "v", "personId": null, "mediaTimeMillis": 1, "box": [1, 2, 3, 4]}
                {"type": "APPEARED", "cameraId": "door", "visitId": "w", "personId": null, "mediaTimeMillis": 1, "box": [1, 2, 3, 4]}
                """);
        List<SceneEvent> events = SceneEvent.read(file);

        assertThat(events).hasSize(2);
        assertThat(SceneScore.of("s", truth(ROOMS), events, "cam").visitsElsewhere()
                        + score(ROOMS).missed())
                .isEqualTo(3);
    }

    @Test
    void leftIsPlacedWhereThePersonWasLastSeen() throws IOException {
        Path file = Files.writeString(folder.resolve("events.jsonl"), """
                {"type": "LEFT", "cameraId": "cam", "visitId": "v", "personId": "anna", "mediaTimeMillis": 19000,
                """.strip() + """
                 "lastSeenMediaTimeMillis": 9000, "facesDetected": 50, "facesEmbedded": 5, "box": [1, 2, 3, 4]}
                """);

        assertThat(SceneEvent.read(file)).singleElement().satisfies(event -> {
            assertThat(event.mediaTimeMillis()).isEqualTo(9_000);
            assertThat(event.facesEmbedded()).isEqualTo(5);
        });
    }

    @Test
    void scoresOfScenesAddUpAndPrint() throws IOException {
        SceneScore one = score(ROOMS, event("IDENTIFIED", "v1", "anna", 700, 100));
        SceneScore both = SceneScore.sum("all", List.of(one, one));

        assertThat(both.enrolled()).isEqualTo(4);
        assertThat(both.identified()).isEqualTo(2);
        assertThat(SceneScore.table(List.of(one, both))).contains("all", "2 of 4");
        assertThat(both.toJson(new ObjectMapper()).get("identified").asInt()).isEqualTo(2);
    }

    @Test
    void anEmptyTruthIsRefused() {
        assertThatThrownBy(() -> truth(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected: JSON lines");
    }

    private SceneScore score(String truth, SceneEvent... events) throws IOException {
        return SceneScore.of("scene", truth(truth), List.of(events), "cam");
    }

    private SceneTruth truth(String lines) throws IOException {
        return SceneTruth.read(Files.writeString(folder.resolve("truth.jsonl"), lines));
    }

    private static SceneEvent event(String type, String visit, String person, long millis, float centreX) {
        return new SceneEvent(
                visit + type, type, "cam", visit, visit, person, millis, boxAround(centreX), 0.4, "", false, 0, 0);
    }

    private static SceneEvent left(String visit, String person, long lastSeenMillis, float centreX) {
        return new SceneEvent(
                visit, "LEFT", "cam", visit, visit, person, lastSeenMillis, boxAround(centreX), 0.4, "", false, 100, 8);
    }

    private static io.facestream.vision.detect.FaceBox boxAround(float centreX) {
        return new io.facestream.vision.detect.FaceBox(centreX - 15, 5, 30, 40);
    }
}
