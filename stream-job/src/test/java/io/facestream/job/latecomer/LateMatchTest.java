package io.facestream.job.latecomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.facebank.EnrolledPerson;
import io.facestream.job.identify.RankedPerson;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LateMatchTest {
    private static final int ANNA = 1;
    private static final int BERTA = 2;

    private final LateMatch match = new LateMatch(model -> Faces.thresholds(), Faces.options(60_000, 1_000));

    @Test
    void aVisitOfSomebodyEnrolledLaterGetsTheirName() {
        RememberedVisit visit = RememberedVisit.of(Faces.visit("v", 30_000, Faces.between(ANNA, 9, 0.7)));
        LateMatch.Step step = match.step(visit, commit("v2", Faces.person("anna", Faces.of(ANNA))), 10);
        IdentityEvent event = Objects.requireNonNull(step.event());
        assertThat(event.eventId()).isEqualTo(IdentityEvent.idOf("v", EventType.REIDENTIFIED, 0));
        assertThat(event.type()).isEqualTo(EventType.REIDENTIFIED);
        assertThat(event.supersedes()).isEqualTo("unknown-of-v");
        assertThat(event.personId()).isEqualTo("anna");
        assertThat(event.score()).isEqualTo(0.7f, within(1e-4f));
        assertThat(event.threshold()).isEqualTo(0.3f, within(1e-3f));
        assertThat(event.facebankVersion()).isEqualTo("v2");
        assertThat(event.visitId()).isEqualTo("v");
        assertThat(event.trackId()).isEqualTo("v-last");
        assertThat(event.firstSeenAtMillis()).isEqualTo(10_000);
        assertThat(event.lastSeenAtMillis()).isEqualTo(20_000);
        assertThat(event.capturedAtMillis()).isEqualTo(30_000);
        assertThat(step.visit().personId()).isEqualTo("anna");
    }

    @Test
    void theMoreVisitsAreSearchedTheSurerAMatchMustBe() {
        RememberedVisit visit = RememberedVisit.of(Faces.visit("v", 30_000, Faces.between(ANNA, 9, 0.45)));
        LateCommit commit = commit("v2", Faces.person("anna", Faces.of(ANNA)));
        assertThat(match.threshold("m", 5, 1)).isEqualTo(0.2f, within(1e-3f));
        assertThat(match.threshold("m", 5, 1_000)).isEqualTo(0.5f, within(1e-3f));
        assertThat(match.step(visit, commit, 10).event()).isNotNull();
        assertThat(match.step(visit, commit, 1_000).event()).isNull();
    }

    @Test
    void whoeverLookedLikeAnotherPersonStaysUnnamed() {
        RememberedVisit visit = RememberedVisit.of(
                Faces.visit("v", 30_000, Faces.between(ANNA, 9, 0.5), new RankedPerson("carla", 0.46f)));
        assertThat(match.step(visit, commit("v2", Faces.person("anna", Faces.of(ANNA))), 10)
                        .event())
                .isNull();
        // Unless that other person is enrolled anew and looks different now.
        LateCommit both = commit("v2", Faces.person("anna", Faces.of(ANNA)), Faces.person("carla", Faces.of(7)));
        assertThat(match.step(visit, both, 10).event()).isNotNull();
    }

    @Test
    void ofTwoPeopleOfOneCommitTheBetterIsNamedWhateverTheirOrder() {
        RememberedVisit visit = RememberedVisit.of(Faces.visit("v", 30_000, Faces.between(ANNA, BERTA, 0.8)));
        EnrolledPerson anna = Faces.person("anna", Faces.of(ANNA));
        EnrolledPerson berta = Faces.person("berta", Faces.of(BERTA));
        IdentityEvent one = match.step(visit, commit("v2", anna, berta), 10).event();
        IdentityEvent other = match.step(visit, commit("v2", berta, anna), 10).event();
        assertThat(one).isNotNull().isEqualTo(other);
        assertThat(Objects.requireNonNull(one).personId()).isEqualTo("anna");
    }

    @Test
    void twoPeopleOfOneCommitWhoAreTooCloseNameNobody() {
        RememberedVisit visit = RememberedVisit.of(Faces.visit("v", 30_000, Faces.between(ANNA, BERTA, 0.75)));
        LateCommit commit = commit("v2", Faces.person("anna", Faces.of(ANNA)), Faces.person("berta", Faces.of(BERTA)));
        assertThat(match.step(visit, commit, 10).event()).isNull();
    }

    @Test
    void theSamePersonEnrolledAgainSaysNothingAndABetterOneCorrects() {
        RememberedVisit visit = RememberedVisit.of(Faces.visit("v", 30_000, Faces.between(ANNA, BERTA, 0.55)));
        visit = match.step(visit, commit("v2", Faces.person("anna", Faces.of(ANNA))), 10)
                .visit();
        LateMatch.Step again = match.step(visit, commit("v3", Faces.person("anna", Faces.of(ANNA))), 10);
        assertThat(again.event()).isNull();
        LateMatch.Step better = match.step(again.visit(), commit("v4", Faces.person("berta", Faces.of(BERTA))), 10);
        IdentityEvent event = Objects.requireNonNull(better.event());
        assertThat(event.personId()).isEqualTo("berta");
        assertThat(event.eventId()).isEqualTo(IdentityEvent.idOf("v", EventType.REIDENTIFIED, 1));
        assertThat(event.supersedes()).isEqualTo(IdentityEvent.idOf("v", EventType.REIDENTIFIED, 0));
    }

    @Test
    void templatesOfAnotherModelAreNotCompared() {
        RememberedVisit visit = RememberedVisit.of(Faces.visit("v", 30_000, Faces.of(ANNA)));
        LateCommit other = new LateCommit("v2", "another", List.of(Faces.person("anna", Faces.of(ANNA))), Set.of());
        assertThat(match.step(visit, other, 10).event()).isNull();
    }

    private static LateCommit commit(String version, EnrolledPerson... people) {
        return LateCommit.of(List.of(Faces.enrolment(version, people)));
    }
}
