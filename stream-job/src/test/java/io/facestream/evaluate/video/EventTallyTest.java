package io.facestream.evaluate.video;

import static io.facestream.evaluate.video.TrackMatchTest.boxAround;
import static io.facestream.evaluate.video.TrackMatchTest.passage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.facestream.scenes.SceneEvent;
import io.facestream.scenes.SceneScore;
import io.facestream.scenes.SceneTruth;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTallyTest {
    private static final Set<String> ENROLLED = Set.of("anna", "bert");

    private final SceneTruth truth =
            new SceneTruth(List.of(passage(0, "anna", 100), passage(1, null, 500), passage(2, "bert", 900)));

    @Test
    void aPassageThatIsAnnouncedTwiceIsOneVisitAndOneAnnouncementTooMany() {
        SceneScore score = score(
                event("1", "APPEARED", "v", null, 100, ""),
                event("2", "IDENTIFIED", "v", "anna", 100, ""),
                event("3", "LEFT", "v", "anna", 100, ""),
                event("4", "APPEARED", "w", null, 100, ""),
                event("5", "IDENTIFIED", "w", "anna", 100, ""),
                event("6", "LEFT", "w", "anna", 100, ""));

        EventTally tally = EventTally.of(score);

        assertThat(tally.extraVisits()).isEqualTo(1);
        assertThat(tally.extraAnnouncements()).isEqualTo(1);
        assertThat(tally.repeatedIds()).isZero();
        assertThat(tally.eventsAVisit()).isEqualTo(3);
        assertThat(tally.byType()).containsOnly(entry("APPEARED", 2), entry("IDENTIFIED", 2), entry("LEFT", 2));
    }

    @Test
    void anEventThatIsSentAgainIsNoticedByItsId() {
        SceneScore score = score(
                event("1", "APPEARED", "v", null, 100, ""),
                event("2", "IDENTIFIED", "v", "anna", 100, ""),
                event("2", "IDENTIFIED", "v", "anna", 100, ""));

        assertThat(EventTally.of(score).repeatedIds()).isEqualTo(1);
    }

    @Test
    void aPassageUnderTwoNamesIsChanged() {
        SceneScore score =
                score(event("1", "IDENTIFIED", "v", "bert", 100, ""), event("2", "CHANGED", "v", "anna", 100, ""));

        assertThat(EventTally.of(score).changed()).isEqualTo(1);
        assertThat(score.passages().get(0).severalNames()).isTrue();
        assertThat(score.passages().get(1).severalNames()).isFalse();
    }

    @Test
    void visitsWithoutANameAreCountedByTheirLastReasonAndByWhoseTheyWere() {
        SceneScore score = score(
                event("1", "UNKNOWN", "v", null, 100, "BLURRED"),
                event("2", "LEFT", "v", null, 100, "BELOW_THRESHOLD"),
                event("3", "LEFT", "w", null, 500, "BELOW_THRESHOLD"),
                event("4", "LEFT", "x", null, 700, "TOO_SHORT"),
                event("5", "APPEARED", "y", null, 900, ""),
                event("6", "IDENTIFIED", "z", "bert", 900, ""));

        assertThat(EventTally.reasons(score))
                .containsOnly(
                        entry("BELOW_THRESHOLD", new EventTally.Nameless(1, 1, 0)),
                        entry("TOO_SHORT", new EventTally.Nameless(0, 0, 1)),
                        entry("NONE_GIVEN", new EventTally.Nameless(1, 0, 0)));
    }

    @Test
    void whoIsMissedIsMissedForAReason() {
        SceneScore blurred = score(event("1", "LEFT", "v", null, 100, "BLURRED"));
        SceneScore other = score(event("1", "IDENTIFIED", "v", "bert", 100, ""));

        assertThat(EventTally.missed(blurred, ENROLLED)).containsOnly(entry("BLURRED", 1), entry("NO_VISIT", 1));
        assertThat(EventTally.missed(other, ENROLLED)).containsOnly(entry("OTHER_NAME", 1), entry("NO_VISIT", 1));
        assertThat(EventTally.missed(blurred, Set.of("bert")))
                .containsOnly(entry("NOT_IN_FACEBANK", 1), entry("NO_VISIT", 1));
    }

    private SceneScore score(SceneEvent... events) {
        return SceneScore.of("scene", truth, List.of(events), "cam");
    }

    static SceneEvent event(
            String id, String type, String visit, @Nullable String person, float centreX, String reason) {
        return new SceneEvent(
                id, type, "cam", visit, visit, person, 1_000, boxAround(centreX), 0.4, reason, false, 0, 0);
    }
}
