package io.facestream.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.facestream.evaluate.video.SceneFolder;
import io.facestream.evaluate.video.SceneRun;
import io.facestream.evaluate.video.SceneSet;
import io.facestream.evaluate.video.VideoReport;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.RunSummary;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the job on the four scenes of the test data, at the settings that a user gets. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenesIT {
    private static final Logger LOG = LoggerFactory.getLogger(ScenesIT.class);

    private Path out = Path.of("");
    private List<SceneScore> scores = List.of();
    private SceneScore all = SceneScore.sum("all", List.of());
    private JsonNode figures = MissingNode.getInstance();

    @BeforeAll
    void run(@TempDir Path folder) throws Exception {
        out = folder;
        Configuration options = new Configuration();
        options.set(JobOptions.DEVICE, "cpu");
        SceneFolder scenes = SceneFolder.read(TestData.shared("video/scenes"));
        SceneSet found = new SceneRun(options, out).run(scenes, TestData.shared("video/scene_facebank"));
        VideoReport report = new VideoReport(List.of(found), "again");
        scores = found.scores();
        all = SceneScore.sum("all", scores);
        figures = new ObjectMapper().readTree(report.toJson());
        LOG.info("\n{}", report.toTable());
    }

    @Test
    void everyEnrolledPersonIsIdentifiedAndNobodyGetsAWrongName() {
        assertThat(all.enrolled()).isEqualTo(18);
        assertThat(all.passages())
                .filteredOn(outcome -> !outcome.stranger())
                .allMatch(PassageOutcome::identified)
                .noneMatch(PassageOutcome::wronglyNamed);
    }

    @Test
    void noStrangerIsNamed() {
        assertThat(all.strangers()).isEqualTo(4);
        assertThat(all.passages()).filteredOn(PassageOutcome::stranger).noneMatch(PassageOutcome::strangerNamed);
        assertThat(all.namedElsewhere()).isZero();
    }

    @Test
    void aPassageOfTheRealScenesIsOneVisit() {
        assertThat(scores)
                .filteredOn(score -> score.scene().startsWith("real"))
                .flatExtracting(SceneScore::passages)
                .extracting(PassageOutcome::visits)
                .containsOnly(1);
    }

    @Test
    void theFirstNameComesWithinASecond() {
        assertThat(all.firstNameMillis(0.95)).isLessThanOrEqualTo(1_000);
    }

    @Test
    void atMostAFifthOfTheFacesIsEmbedded() {
        assertThat(all.facesEmbedded()).isPositive();
        assertThat(all.embeddedShare()).isLessThanOrEqualTo(0.2);
    }

    @Test
    void theCountsOfFramesAndFacesReconcile() throws IOException {
        assertThat(RunSummary.read(out, 1).reconciles()).isTrue();
        assertThat(figures.at("/scenes"))
                .hasSize(5)
                .allMatch(scene -> scene.get("countsReconcile").asBoolean());
    }

    @Test
    void everyFaceThatWasFoundIsLookedAtWithItsTrack() {
        JsonNode tracks = figures.at("/scenes/4/tracks");
        int looked = 0;
        for (String kind : List.of(
                "facesRightName",
                "facesNoName",
                "facesWrongName",
                "facesOfStrangers",
                "facesElsewhere",
                "singleLooks")) {
            looked += tracks.get(kind).asInt();
        }

        assertThat(looked)
                .isEqualTo(figures.at("/scenes/4/counts/facesDetected").asInt());
        assertThat(tracks.get("facesWrongName").asInt()).isZero();
        assertThat(tracks.get("facesOfStrangersNamed").asInt()).isZero();
        assertThat(tracks.get("facesRightName").asInt())
                .isGreaterThan(9 * tracks.get("facesNoName").asInt());
    }

    @Test
    void everyTrackIsItsPersonsAndNothingIsSaidTwice() {
        JsonNode all = figures.at("/scenes/4");

        assertThat(all.at("/rates")
                        .get("FNIR: enrolled tracks not identified")
                        .get("count")
                        .asInt())
                .isZero();
        assertThat(all.at("/rates")
                        .get("FPIR: strangers' tracks named")
                        .get("of")
                        .asInt())
                .isGreaterThanOrEqualTo(4);
        assertThat(all.at("/rates")
                        .get("tracks that slip to a second person")
                        .get("count")
                        .asInt())
                .isZero();
        assertThat(all.at("/events/repeatedIds").asInt()).isZero();
        assertThat(all.at("/namelessVisits/BELOW_THRESHOLD/strangers").asInt()).isEqualTo(4);
    }
}
