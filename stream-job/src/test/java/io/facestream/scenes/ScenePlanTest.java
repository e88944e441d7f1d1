package io.facestream.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScenePlanTest {
    private static final Landmarks POINTS =
            new Landmarks(new float[] {102, 115, 147, 115, 124, 137, 104, 160, 144, 160});
    private static final List<Photo> PHOTOS = IntStream.range(0, HardScenes.PASSAGES_A_SCENE)
            .mapToObj(i -> new Photo("person" + i, Path.of("person" + i + ".jpg"), 250, 250, POINTS))
            .toList();
    private static final List<Boolean> ENROLLED = Collections.nCopies(PHOTOS.size(), true);

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertThat(plan(3).actors()).usingRecursiveComparison().isEqualTo(plan(3).actors());
        assertThat(plan(3).actors().get(5).fromScale())
                .isNotEqualTo(plan(4).actors().get(5).fromScale());
    }

    @Test
    void facesKeepTheirSizesAndAreSeenForHalfOfThePassage() {
        ScenePlan plan = plan(1);

        assertThat(plan.actors()).allSatisfy(actor -> {
            assertThat(actor.faceAt(actor.fromSeconds()).height()).isBetween(44.5f, 150.5f);
            assertThat(actor.faceAt(actor.toSeconds()).height()).isBetween(44.5f, 150.5f);
            assertThat(actor.toSeconds() - actor.fromSeconds()).isCloseTo(8, within(1e-6));
            assertThat(plan.clearSeconds(actor)).isGreaterThanOrEqualTo(4);
        });
    }

    @Test
    void twoToFourPeopleAreOnAtATime() {
        ScenePlan plan = plan(2);

        for (double moment = 7; moment < plan.seconds() - 10; moment += 0.5) {
            double now = moment;
            assertThat(plan.actors().stream().filter(actor -> actor.isOn(now)).count())
                    .isBetween(2L, 5L);
        }
    }

    @Test
    void somebodyComesAsAFaceOutsideTheFrameAndLeavesOnTheOtherSide() {
        Actor actor = plan(1).actors().get(0);
        FaceBox start = actor.faceAt(actor.fromSeconds());
        FaceBox end = actor.faceAt(actor.toSeconds());

        assertThat(start.x() + start.width()).isLessThanOrEqualTo(0);
        assertThat(end.x()).isGreaterThanOrEqualTo(ScenePlan.WIDTH);
    }

    @Test
    void theFaceBoxEnclosesThePointsAndLiesInsideTheCut() {
        Photo photo = PHOTOS.get(0);
        FaceBox box = photo.box();
        int[] cut = photo.cut();

        assertThat(box.height()).isBetween(110f, 125f);
        assertThat(box.x()).isBetween((float) cut[0], POINTS.x(0));
        assertThat(box.y() + box.height()).isBetween(POINTS.y(3), (float) cut[1] + cut[3]);
    }

    private static ScenePlan plan(long seed) {
        return ScenePlan.of(PHOTOS, ENROLLED, new Random(seed));
    }
}
