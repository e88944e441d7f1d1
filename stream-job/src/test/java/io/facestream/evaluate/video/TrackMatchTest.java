package io.facestream.evaluate.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.scenes.Passage;
import io.facestream.scenes.SceneTruth;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.evaluate.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Anna stands at x = 100, a stranger at 500, Bert at 900, all for ten seconds; counted by hand. */
class TrackMatchTest {
    private static final float ANNA = 100;
    private static final float STRANGER = 500;
    private static final float BERT = 900;
    private static final float NOBODY = 350;

    private final SceneTruth truth =
            new SceneTruth(List.of(passage(0, "anna", ANNA), passage(1, null, STRANGER), passage(2, "bert", BERT)));
    private final List<Look> looks = new ArrayList<>();

    @Test
    void aTrackIsItsPersonsAndFacesCountByTheNameBesideThem() {
        see("t", ANNA, null, 0, 120, 240);
        see("t", ANNA, "anna", 360, 480);

        TrackScore score = score();

        assertThat(score.missed()).isEqualTo(new Proportion(0, 1));
        assertThat(score.wronglyNamed()).isEqualTo(new Proportion(0, 1));
        assertThat(score.names().right).isEqualTo(2);
        assertThat(score.names().none).isEqualTo(3);
        assertThat(score.names().enrolled()).isEqualTo(5);
    }

    @Test
    void aTrackWithoutANameIsMissedAndOneWithAnothersIsWrong() {
        see("t", ANNA, null, 0, 120, 240);
        see("u", BERT, "anna", 0, 120);

        TrackScore score = score();

        assertThat(score.missed()).isEqualTo(new Proportion(2, 2));
        assertThat(score.wronglyNamed()).isEqualTo(new Proportion(1, 2));
        assertThat(score.names().wrong).isEqualTo(2);
    }

    @Test
    void aWrongNameStaysWrongThoughTheRightOneFollows() {
        see("t", ANNA, "bert", 0, 120);
        see("t", ANNA, "anna", 240, 360);

        assertThat(score().missed()).isEqualTo(new Proportion(0, 1));
        assertThat(score().wronglyNamed()).isEqualTo(new Proportion(1, 1));
    }

    @Test
    void aStrangerWithANameIsAFalsePositive() {
        see("t", STRANGER, null, 0, 120);
        see("t", STRANGER, "bert", 240);

        TrackScore score = score();

        assertThat(score.strangersNamed()).isEqualTo(new Proportion(1, 1));
        assertThat(score.missed().of()).isZero();
        assertThat(score.names().strangers).isEqualTo(3);
        assertThat(score.names().strangersNamed).isEqualTo(1);
    }

    @Test
    void aTrackThatTakesItsNameToAnotherPersonSlips() {
        see("t", ANNA, "anna", 0, 120, 240, 360);
        see("t", BERT, "anna", 480, 600, 720);

        TrackScore score = score();

        assertThat(score.slipped()).isEqualTo(new Proportion(1, 1));
        assertThat(score.wronglyNamed()).isEqualTo(new Proportion(1, 1));
        assertThat(score.names().right).isEqualTo(4);
        assertThat(score.names().wrong).isEqualTo(3);
    }

    @Test
    void twoLooksOnWhoCrossesAreNoSlip() {
        see("t", ANNA, null, 0, 120, 240, 600);
        see("t", BERT, null, 360, 480);

        assertThat(score().slipped()).isEqualTo(new Proportion(0, 1));
    }

    @Test
    void aPersonWhoIsFollowedByTwoTracksIsSwitchedOnce() {
        see("t", ANNA, "anna", 0, 120, 240);
        see("u", ANNA, null, 1_200, 1_320);
        see("v", BERT, null, 0, 120);

        TrackScore score = score();

        assertThat(score.switches()).isEqualTo(1);
        assertThat(score.fragmented()).isEqualTo(1);
        assertThat(score.missed()).isEqualTo(new Proportion(2, 3));
    }

    @Test
    void twoTracksAtATimeAreNoSwitchUntilTheFirstIsGone() {
        see("t", ANNA, null, 0, 120, 240, 360);
        see("u", ANNA, null, 120, 240, 360, 480);

        assertThat(score().switches()).isZero();
        assertThat(score().fragmented()).isEqualTo(1);
    }

    @Test
    void aFaceThatWasSeenOnceIsNoTrack() {
        see("t", STRANGER, null, 0);

        assertThat(score().tracks()).isEmpty();
        assertThat(score().single()).isEqualTo(1);
    }

    @Test
    void aNameThatCameWithTheTracksEndCounts() {
        see("t", ANNA, null, 0, 120);
        looks.add(new Look("t", 120, boxAround(ANNA), "anna", false));

        TrackScore score = score();

        assertThat(score.missed()).isEqualTo(new Proportion(0, 1));
        assertThat(score.names().right).as("no face was shown with it").isZero();
        assertThat(score.names().none).isEqualTo(2);
    }

    @Test
    void aNameWhereNobodyIsIsCountedForItself() {
        see("t", NOBODY, "anna", 0, 120);

        TrackScore score = score();

        assertThat(score.elsewhereNamed()).isEqualTo(new Proportion(1, 1));
        assertThat(score.strangersNamed().of()).isZero();
        assertThat(score.names().elsewhere).isEqualTo(2);
    }

    @Test
    void aLookThatLiesNowhereFollowsItsTrack() {
        see("t", ANNA, "anna", 0, 120);
        see("t", NOBODY, "anna", 240);

        assertThat(score().names().right).isEqualTo(3);
        assertThat(score().names().elsewhere).isZero();
    }

    @Test
    void scoresOfScenesAddUp() {
        see("t", ANNA, "anna", 0, 120);
        see("u", STRANGER, "bert", 0, 120);
        TrackScore one = score();

        TrackScore both = TrackScore.sum(List.of(one, one));

        assertThat(both.missed()).isEqualTo(new Proportion(0, 2));
        assertThat(both.strangersNamed()).isEqualTo(new Proportion(2, 2));
        assertThat(both.names().right).isEqualTo(4);
        assertThat(both.names().strangersNamed).isEqualTo(4);
    }

    private void see(String track, float centreX, @Nullable String name, long... times) {
        for (long time : times) {
            looks.add(new Look(track, time, boxAround(centreX), name, true));
        }
    }

    private TrackScore score() {
        return TrackMatch.score(truth, looks);
    }

    static Passage passage(int number, @Nullable String person, float centreX) {
        TreeMap<Long, Passage.Sight> place = new TreeMap<>();
        place.put(0L, new Passage.Sight(new FaceBox(centreX - 100, 0, 200, 200), 1));
        return new Passage(number, person, 0, 10_000, place, false);
    }

    static FaceBox boxAround(float centreX) {
        return new FaceBox(centreX - 20, 50, 40, 50);
    }
}
