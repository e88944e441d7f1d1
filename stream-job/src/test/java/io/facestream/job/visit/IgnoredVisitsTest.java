package io.facestream.job.visit;

import static io.facestream.job.event.EventType.APPEARED;
import static io.facestream.job.event.EventType.CHANGED;
import static io.facestream.job.event.EventType.IDENTIFIED;
import static io.facestream.job.event.EventType.LEFT;
import static io.facestream.job.event.EventType.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifiedFrames;
import io.facestream.job.identify.IdentifiedTrackEnd;
import io.facestream.job.identify.Outcome;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.identify.Reason;
import io.facestream.job.observe.ObservationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of people who are ignored nothing is said, and of the others everything, only a little later. */
class IgnoredVisitsTest {
    private static final float[] PROBE = {1, 0, 0};

    private final Visits visits = new Visits(VisitOptions.defaults());
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<UnnamedVisit> unnamed = new ArrayList<>();
    private VisitState state = VisitState.EMPTY;
    private List<String> ignored = List.of("anna");

    @Test
    void ofAnIgnoredPersonNothingIsSaidAndWhatWasNotSaidIsCounted() {
        seen(0, face("t1", Decision.PENDING));
        seen(240, face("t1", named("anna")));
        trackEnds(2_000, "t1", named("anna"));
        seen(13_000);
        assertThat(events).isEmpty();
        assertThat(state.visits()).isEmpty();
        // APPEARED, IDENTIFIED, LEFT
        assertThat(state.totals()).containsEntry("events.ignored", 3L);
    }

    @Test
    void whatOthersDoIsHeldUntilTheFirstDecisionAndLosesNothing() {
        seen(0, face("t1", Decision.PENDING));
        seen(120, face("t1", Decision.PENDING));
        assertThat(events).isEmpty();
        seen(240, face("t1", named("bert")));
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED);
        assertThat(events.get(0).eventId()).isEqualTo(IdentityEvent.idOf("t1", APPEARED, 0));
        assertThat(events.get(0).capturedAtMillis()).isZero();
        end(600);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, LEFT);
        assertThat(state.totals()).doesNotContainKey("events.ignored");
    }

    @Test
    void theEventsOfOthersAreTheSameWhetherSomebodyIsIgnoredOrNot() {
        List<List<IdentityEvent>> runs = new ArrayList<>();
        for (List<String> list : List.of(List.<String>of(), List.of("zoe"))) {
            events.clear();
            state = VisitState.EMPTY;
            ignored = list;
            seen(0, face("t1", Decision.PENDING), face("t2", Decision.PENDING));
            seen(240, face("t1", named("bert")), face("t2", Decision.PENDING));
            seen(480, face("t1", named("bert")), face("t2", unknown()));
            trackEnds(1_600, "t1", named("bert"));
            end(2_000);
            runs.add(events.stream()
                    .sorted(java.util.Comparator.comparing(IdentityEvent::eventId))
                    .toList());
        }
        assertThat(runs.get(0)).hasSize(6);
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    @Test
    void somebodyWhoIsIgnoredFromNowOnEndsSilently() {
        ignored = List.of();
        seen(0, face("t1", named("anna")));
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED);
        ignored = List.of("anna");
        seen(240, face("t1", named("anna")));
        end(600);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED);
        assertThat(state.totals()).containsEntry("events.ignored", 1L);
    }

    @Test
    void alsoOneWhoIsOutOfSight() {
        ignored = List.of();
        seen(0, face("t1", named("anna")));
        trackEnds(1_200, "t1", named("anna"));
        ignored = List.of("anna");
        seen(3_000);
        seen(12_000);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED);
        assertThat(state.visits()).isEmpty();
    }

    @Test
    void aTrackOfAnIgnoredPersonContinuesTheSilentVisit() {
        seen(0, face("t1", named("anna")));
        trackEnds(1_200, "t1", named("anna"));
        seen(3_000, face("t2", named("anna")));
        end(3_600);
        assertThat(events).isEmpty();
        assertThat(state.totals()).containsEntry("events.ignored", 3L);
    }

    @Test
    void aVisitThatTurnsOutToBeSomebodyElsesIsToldAfterAll() {
        seen(0, face("t1", named("anna")));
        seen(240, face("t1", named("bert")));
        end(600);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, LEFT);
        assertThat(events).extracting(IdentityEvent::personId).containsExactly("", "bert", "bert");
        assertThat(events).extracting(IdentityEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void aVisitThatWasToldAndSilencedGoesOnWithACorrection() {
        ignored = List.of();
        seen(0, face("t1", named("anna")));
        ignored = List.of("anna");
        seen(240, face("t1", named("anna")));
        seen(480, face("t1", named("bert")));
        end(600);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, CHANGED, LEFT);
    }

    @Test
    void somebodyWhoIsNoLongerIgnoredIsToldFromThenOn() {
        seen(0, face("t1", named("anna")));
        ignored = List.of();
        seen(240, face("t1", named("anna")));
        end(600);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, LEFT);
        assertThat(events.get(1).capturedAtMillis()).isEqualTo(240);
    }

    @Test
    void theIgnoredAreNoCandidatesOfOthersEvents() {
        seen(0, face("t1", unknown()));
        end(600);
        assertThat(types()).containsExactly(APPEARED, UNKNOWN, LEFT);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.topK())
                        .extracting(RankedPerson::personId)
                        .containsExactly("bert"));
    }

    @Test
    void norOfEventsThatWereHeldWhenTheyBecameIgnored() {
        ignored = List.of("zoe");
        seen(
                0,
                face(
                        "t1",
                        new Decision(
                                Outcome.PENDING,
                                "",
                                0.3f,
                                0.1f,
                                0.4f,
                                Reason.NONE,
                                List.of(new RankedPerson("anna", 0.3f)),
                                1)));
        ignored = List.of("anna");
        seen(240, face("t1", unknown()));
        assertThat(types()).containsExactly(APPEARED, UNKNOWN);
        assertThat(events.get(0).topK()).isEmpty();
    }

    @Test
    void whatIsHeldWhenTheCameraEndsGoesOut() {
        seen(0, face("t1", Decision.PENDING));
        end(240);
        assertThat(types()).containsExactly(APPEARED, LEFT);
    }

    @Test
    void whatIsKeptOfAnUnknownPersonNamesNobodyWhoIsIgnored() {
        seen(0, face("t1", named("anna")), face("t2", unknown()));
        end(600);
        assertThat(unnamed).singleElement().satisfies(visit -> {
            assertThat(visit.visitId()).isEqualTo("t2");
            assertThat(visit.probe().people())
                    .extracting(RankedPerson::personId)
                    .containsExactly("bert");
        });
    }

    private void seen(long at, IdentifiedFace... faces) {
        step(frame(ObservationKind.FRAME, at, List.of(faces), List.of()));
    }

    private void trackEnds(long at, String track, Decision last) {
        IdentifiedTrackEnd end = new IdentifiedTrackEnd(track, true, 0, 0, heeded(last));
        step(frame(ObservationKind.FRAME, at, List.of(), List.of(end)));
    }

    private void end(long at) {
        step(frame(ObservationKind.ENDED, at, List.of(), List.of()));
    }

    private void step(IdentifiedFrame frame) {
        Visits.Step step = visits.step(state, frame);
        state = step.state();
        events.addAll(step.events());
        unnamed.addAll(step.unnamed());
    }

    private List<EventType> types() {
        return events.stream().map(IdentityEvent::type).toList();
    }

    private IdentifiedFrame frame(
            ObservationKind kind, long at, List<IdentifiedFace> faces, List<IdentifiedTrackEnd> ended) {
        return IdentifiedFrames.of("cam", kind, at, faces, ended, Map.of(), "1-x", "model", ignored);
    }

    private IdentifiedFace face(String track, Decision decision) {
        float x = 100 + track.hashCode() % 7 * 100;
        return new IdentifiedFace(track, 0, 0, true, x, 100, 80, 80, 0.5f, true, heeded(decision), PROBE);
    }

    /** As identification gives it: with what the facebank says of the person now. */
    private Decision heeded(Decision decision) {
        return new Decision(
                decision.outcome(),
                decision.personId(),
                decision.score(),
                decision.margin(),
                decision.threshold(),
                decision.reason(),
                decision.topK(),
                decision.shots(),
                ignored.contains(decision.personId()));
    }

    private static Decision named(String person) {
        return new Decision(
                Outcome.IDENTIFIED, person, 0.7f, 0.3f, 0.4f, Reason.NONE, List.of(new RankedPerson(person, 0.7f)), 3);
    }

    private static Decision unknown() {
        List<RankedPerson> best = List.of(new RankedPerson("anna", 0.3f), new RankedPerson("bert", 0.2f));
        return new Decision(Outcome.UNKNOWN, "", 0.3f, 0.1f, 0.4f, Reason.BELOW_THRESHOLD, best, 6);
    }
}
