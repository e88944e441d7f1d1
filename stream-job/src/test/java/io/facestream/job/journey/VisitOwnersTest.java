package io.facestream.job.journey;

import static io.facestream.job.journey.VisitClaim.Kind.GIVEN_UP;
import static io.facestream.job.journey.VisitClaim.Kind.OPEN;
import static io.facestream.job.journey.VisitClaim.Kind.OVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitOwnersTest {
    private final List<VisitClaim> claims = new ArrayList<>();
    private VisitOwner owner;

    @Test
    void aNamedVisitIsOpenAndThenOver() {
        say(JourneyEvents.identified("v", "door", "anna", 1_000, 2_000));
        say(JourneyEvents.left("v", "door", "anna", 1_000, 9_000));
        assertClaims(tuple("anna", OPEN), tuple("anna", OVER));
        assertThat(claims.get(1).stop()).isEqualTo(new JourneyStop("v", "door", 1_000, 9_000));
        assertThat(claims.get(1).saidAtMillis()).isEqualTo(19_000);
    }

    @Test
    void aChangeOfNameWhileItIsOpenGivesTheVisitToTheOther() {
        say(JourneyEvents.identified("v", "door", "anna", 1_000, 2_000));
        say(JourneyEvents.of(EventType.CHANGED, "v", "door", "berta", 1_000, 3_000));
        say(JourneyEvents.left("v", "door", "berta", 1_000, 9_000));
        assertClaims(tuple("anna", OPEN), tuple("anna", GIVEN_UP), tuple("berta", OPEN), tuple("berta", OVER));
    }

    @Test
    void aNameTakenAwayIsGivenUp() {
        say(JourneyEvents.identified("v", "door", "anna", 1_000, 2_000));
        say(JourneyEvents.of(EventType.CHANGED, "v", "door", "", 1_000, 3_000));
        say(JourneyEvents.left("v", "door", "", 1_000, 9_000));
        assertClaims(tuple("anna", OPEN), tuple("anna", GIVEN_UP));
    }

    @Test
    void aVisitThatBecomesPartOfAnotherIsGivenUp() {
        say(JourneyEvents.identified("v", "door", "anna", 1_000, 2_000));
        say(JourneyEvents.merged("v", "door", "anna", 1_000, 3_000));
        assertClaims(tuple("anna", OPEN), tuple("anna", GIVEN_UP));
        assertThat(owner).isNull();
    }

    @Test
    void aCorrectionAfterTheEndGivesTheVisitAndAnotherTakesItAway() {
        say(JourneyEvents.left("v", "door", "", 1_000, 9_000));
        say(JourneyEvents.of(EventType.REIDENTIFIED, "v", "door", "anna", 1_000, 9_000));
        say(JourneyEvents.of(EventType.REIDENTIFIED, "v", "door", "berta", 1_000, 9_000));
        assertClaims(tuple("anna", OVER), tuple("anna", GIVEN_UP), tuple("berta", OVER));
        assertThat(claims.get(0).saidAtMillis()).isEqualTo(19_000);
    }

    @Test
    void aCorrectionThatOvertakesTheEndIsNotUndoneByIt() {
        say(JourneyEvents.of(EventType.REIDENTIFIED, "v", "door", "anna", 1_000, 9_000));
        say(JourneyEvents.left("v", "door", "", 1_000, 9_000));
        assertClaims(tuple("anna", OVER));
        assertThat(owner.personId()).isEqualTo("anna");
    }

    @Test
    void onlyEventsThatNameAVisitConcernIt() {
        assertThat(VisitOwners.concerns(JourneyEvents.of(EventType.APPEARED, "v", "door", "", 0, 0)))
                .isFalse();
        assertThat(VisitOwners.concerns(JourneyEvents.left("v", "door", "", 0, 0)))
                .isTrue();
    }

    private void say(IdentityEvent event) {
        VisitOwners.Step step = VisitOwners.step(owner, event);
        owner = step.owner();
        claims.addAll(step.claims());
    }

    private void assertClaims(org.assertj.core.groups.Tuple... expected) {
        assertThat(claims).extracting(VisitClaim::personId, VisitClaim::kind).containsExactly(expected);
    }
}
