package io.facestream.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.run.FaceJob;
import io.facestream.job.run.RunFixture;
import io.facestream.job.run.RunSummary;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    private static final List<String> SCENES = List.of("real1", "real2", "photo_cam1", "photo_cam2");

    private Path out = Path.of("");
    private List<SceneScore> scores = List.of();
    private SceneScore all = SceneScore.sum("all", List.of());

    @BeforeAll
    void run(@TempDir Path folder) throws Exception {
        out = folder;
        Path scenes = TestData.shared("video/scenes");
        String[] sources = SCENES.stream()
                .map(name -> name + "=" + scenes.resolve(name + ".mp4"))
                .toArray(String[]::new);
        RunFixture.of(sources)
                .with("facebank", TestData.shared("video/scene_facebank"))
                .run(out);
        List<SceneEvent> events = SceneEvent.read(out.resolve(FaceJob.EVENTS_FILE));
        scores = SCENES.stream().map(name -> score(name, events)).toList();
        all = SceneScore.sum("all", scores);
        LOG.info(
                "\n{}",
                SceneScore.table(Stream.concat(scores.stream(), Stream.of(all)).toList()));
    }

    private static SceneScore score(String name, List<SceneEvent> events) {
        try {
            SceneTruth truth = SceneTruth.read(TestData.shared("video/scenes/" + name + ".gt.jsonl"));
            return SceneScore.of(name, truth, events, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        assertThat(scores.subList(0, 2))
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
    }
}
