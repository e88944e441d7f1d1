package io.facestream.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.run.FaceJob;
import io.facestream.job.run.RunFixture;
import io.facestream.vision.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first of the five pairs of hard scenes; {@code ./facestream bench hard} takes all five. Making it takes a minute, once. */
@Timeout(600)
class HardScenesIT {
    private static final Logger LOG = LoggerFactory.getLogger(HardScenesIT.class);

    @TempDir
    private Path out;

    @Test
    void onHardScenesHardlyAnyStrangerIsNamedAndMostEnrolledPeopleAre() throws Exception {
        HardPair pair = scenes().make(1, TestData.root().resolve(".facestream/scenes"));

        RunFixture.of("1a=" + pair.a(), "1b=" + pair.b())
                .with("facebank", pair.facebank())
                .run(out);

        List<SceneEvent> events = SceneEvent.read(out.resolve(FaceJob.EVENTS_FILE));
        SceneScore a = SceneScore.of("1a", SceneTruth.read(HardPair.truthOf(pair.a())), events, "1a");
        SceneScore b = SceneScore.of("1b", SceneTruth.read(HardPair.truthOf(pair.b())), events, "1b");
        SceneScore both = SceneScore.sum("both", List.of(a, b));
        LOG.info("\n{}", SceneScore.table(List.of(a, b, both)));
        assertThat(both.enrolled()).isEqualTo(16);
        assertThat(both.identified()).isGreaterThanOrEqualTo(14);
        assertThat(both.wronglyNamed()).isZero();
        assertThat(both.strangersNamed()).isLessThanOrEqualTo(1);
        assertThat(both.firstNameMillis(0.95)).isLessThanOrEqualTo(1_000);
    }

    @Test
    void allPairsTogetherShowEightyEnrolledPeopleAndEightyStrangersOnce() throws IOException {
        HardScenes scenes = scenes();

        List<String> enrolled = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        for (int pair = 1; pair <= HardScenes.PAIRS; pair++) {
            scenes.cast(pair).shown().forEach(photo -> enrolled.add(photo.person()));
            scenes.cast(pair).strangers().forEach(photo -> strangers.add(photo.person()));
        }

        assertThat(enrolled).hasSize(80).doesNotHaveDuplicates().doesNotContainAnyElementsOf(strangers);
        assertThat(strangers).hasSize(80).doesNotHaveDuplicates();
    }

    private static HardScenes scenes() throws IOException {
        Path lfw = TestData.shared("lfw");
        Path script = TestData.root().resolveSibling("shared/tools/make_photo_scene.py");
        if (!Files.exists(script)) {
            Assumptions.abort("scene script not found: " + script);
        }
        if (!starts("ffmpeg", "-version") || !starts("/usr/bin/python3", "-c", "import PIL")) {
            Assumptions.abort("ffmpeg or python3-pil not found (Debian: apt-get install ffmpeg python3-pil)");
        }
        return HardScenes.open(lfw, script);
    }

    private static boolean starts(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
