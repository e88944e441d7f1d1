package io.facestream.job.visit;

import static io.facestream.job.event.EventType.APPEARED;
import static io.facestream.job.event.EventType.CAMERA_DOWN;
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

class VisitsTest {
    private static final float[] ANNA = {1, 0, 0};
    private static final float[] ANNA_LATER = {0.9f, 0.4359f, 0};
    private static final float[] BERT = {0, 1, 0};

    private final Visits visits = new Visits(VisitOptions.defaults());
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<UnnamedVisit> unnamed = new ArrayList<>();
    private VisitState state = VisitState.EMPTY;

    @Test
    void aPassageIsSaidOnceFromAppearingToLeaving() {
        seen(0, face("t1", 0, ANNA, Decision.PENDING));
        seen(240, face("t1", 0, ANNA, named("anna")));
        seen(360, face("t1", 0, new float[0], named("anna")));
        trackEnds(2_000, "t1", named("anna"));
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED);
        nothing(10_300);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED);
        nothing(10_600);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, LEFT);
        IdentityEvent left = events.get(2);
        assertThat(left.personId()).isEqualTo("anna");
        assertThat(left.facesDetected()).isEqualTo(3);
        assertThat(left.facesEmbedded()).isEqualTo(2);
        assertThat(left.lastSeenMediaTimeMillis()).isEqualTo(360);
        assertThat(state.visits()).isEmpty();
    }

    @Test
    void aTrackThatContinuesALostOneJoinsItsVisit() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        trackEnds(1_200, "t1", named("anna"));
        seen(6_000, face("t2", 6_000, ANNA_LATER, Decision.PENDING));
        seen(6_240, face("t2", 6_000, ANNA_LATER, named("anna")));
        end(7_000);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, LEFT);
        assertThat(events).extracting(IdentityEvent::visitId).containsOnly("t1");
    }

    @Test
    void anotherFaceAtTheSamePlaceIsAnotherVisit() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        trackEnds(1_200, "t1", named("anna"));
        seen(2_000, face("t2", 2_000, BERT, Decision.PENDING));
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED);
        seen(3_000, face("t2", 2_000, BERT, Decision.PENDING));
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, APPEARED);
        assertThat(events.get(2).visitId()).isEqualTo("t2");
    }

    @Test
    void aFaceThatWasCoveredJoinsItsVisitOnceItIsTold() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        // Half covered, it is like nobody at first; the earlier track has not even ended.
        seen(840, face("t2", 840, BERT, Decision.PENDING));
        seen(1_200, face("t2", 840, ANNA_LATER, named("anna")));
        trackEnds(1_320, "t1", named("anna"));
        end(2_000);
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, LEFT);
        assertThat(events.get(2).facesDetected()).isEqualTo(3);
    }

    @Test
    void aVisitThatTurnsOutToBeAnEarlierOneIsMergedIntoIt() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        trackEnds(1_200, "t1", named("anna"));
        seen(3_000, face("t2", 1_900, BERT, Decision.PENDING));
        seen(4_000, face("t2", 1_900, ANNA_LATER, named("anna")));
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, APPEARED, LEFT);
        assertThat(events.get(3).visitId()).isEqualTo("t2");
        assertThat(events.get(3).mergedInto()).isEqualTo("t1");
        end(5_000);
        assertThat(events.get(4).visitId()).isEqualTo("t1");
        assertThat(events.get(4).facesDetected()).isEqualTo(3);
    }

    @Test
    void theUnknownAreSaidOnceWithTheReason() {
        seen(0, face("t1", 0, BERT, Decision.PENDING));
        seen(240, face("t1", 0, BERT, unknown(Reason.BELOW_THRESHOLD)));
        seen(480, face("t1", 0, BERT, unknown(Reason.BELOW_THRESHOLD)));
        end(600);
        assertThat(types()).containsExactly(APPEARED, UNKNOWN, LEFT);
        assertThat(events.get(1).reason()).isEqualTo("BELOW_THRESHOLD");
    }

    @Test
    void aLaterNameIsStillSaidAndACorrectionNamesTheNewPerson() {
        seen(0, face("t1", 0, ANNA, unknown(Reason.BELOW_THRESHOLD)));
        seen(240, face("t1", 0, ANNA, named("anna")));
        seen(480, face("t1", 0, ANNA, named("berta")));
        assertThat(types()).containsExactly(APPEARED, UNKNOWN, IDENTIFIED, CHANGED);
        assertThat(events.get(3).personId()).isEqualTo("berta");
    }

    @Test
    void aTrackWithoutAnyEmbeddingBecomesAVisitAfterASecond() {
        seen(0, face("t1", 0, new float[0], Decision.PENDING));
        assertThat(events).isEmpty();
        seen(1_080, face("t1", 0, new float[0], Decision.PENDING));
        assertThat(types()).containsExactly(APPEARED);
        end(1_200);
        assertThat(events.get(1).facesDetected()).isEqualTo(2);
    }

    @Test
    void idsDependOnVisitAndTypeOnly() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        assertThat(events.get(0).eventId()).isEqualTo(IdentityEvent.idOf("t1", APPEARED, 0));
        assertThat(events).extracting(IdentityEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void aCameraThatFailsIsSaidAndItsVisitsEndByTheClockThatGoesOn() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        step(frame(ObservationKind.DOWN, 1_000, List.of(), List.of()));
        step(frame(ObservationKind.TICK, 12_000, List.of(), List.of(ended("t1", named("anna")))));
        assertThat(types()).containsExactly(APPEARED, IDENTIFIED, CAMERA_DOWN, LEFT);
    }

    @Test
    void aVisitThatEndsWithoutANameLeavesTheProbeOfItsBestTrack() {
        seen(0, face("t1", 0, BERT, unknown(Reason.BELOW_THRESHOLD)));
        trackEnds(1_200, "t1", unknown(Reason.BELOW_THRESHOLD));
        seen(2_000, face("t2", 2_000, new float[] {0, 0.9f, 0.4359f}, Decision.PENDING));
        seen(3_100, face("t2", 2_000, new float[0], Decision.PENDING));
        end(4_000);
        assertThat(unnamed).singleElement().satisfies(visit -> {
            assertThat(visit.visitId()).isEqualTo("t1");
            assertThat(visit.probe().unit()).isEqualTo(BERT);
            assertThat(visit.probe().shots()).isEqualTo(6);
            assertThat(visit.probe().people()).containsExactly(new RankedPerson("anna", 0.2f));
            assertThat(visit.saidBy()).isEqualTo(IdentityEvent.idOf("t1", UNKNOWN, 0));
            assertThat(visit.leftAtMillis()).isEqualTo(4_000);
            assertThat(visit.lastSeenMillis()).isEqualTo(3_100);
        });
    }

    @Test
    void aVisitWithANameOrWithoutAShotLeavesNoProbe() {
        seen(0, face("t1", 0, ANNA, named("anna")), face("t2", 0, new float[0], Decision.PENDING));
        seen(1_100, face("t1", 0, ANNA, named("anna")), face("t2", 0, new float[0], Decision.PENDING));
        end(2_000);
        assertThat(types()).contains(LEFT);
        assertThat(unnamed).isEmpty();
    }

    @Test
    void aVisitWhoseNameWasTakenAwaySaysWhichEventSaidSo() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        seen(240, face("t1", 0, ANNA, unknown(Reason.AMBIGUOUS)));
        end(600);
        assertThat(unnamed)
                .singleElement()
                .extracting(UnnamedVisit::saidBy)
                .isEqualTo(events.stream()
                        .filter(event -> event.type() == CHANGED)
                        .findFirst()
                        .orElseThrow()
                        .eventId());
    }

    @Test
    void countsAddUp() {
        seen(0, face("t1", 0, ANNA, named("anna")));
        seen(120, face("t1", 0, ANNA, named("anna")));
        assertThat(state.totals()).containsEntry("framesCaptured", 6L);
    }

    @Test
    void visitsGoOnWithAnotherModelAndVectorsOfTwoModelsAreNotCompared() {
        seen(0, face("t1", 0, ANNA, unknown(Reason.BELOW_THRESHOLD)));
        seen(120, face("t2", 120, BERT, named("bert")));
        assertThat(state.visits()).allSatisfy(visit -> assertThat(visit.probe()).isNotEmpty());

        IdentifiedFrame by = frame(ObservationKind.FRAME, 240, List.of(), List.of());
        step(IdentifiedFrames.of(
                by.cameraId(),
                by.kind(),
                240,
                List.of(face("t2", 120, new float[0], named("bert"))),
                List.of(),
                Map.of(),
                "v2",
                "another model"));

        assertThat(state.visits()).extracting(Visit::visitId).containsExactly("t1", "t2");
        assertThat(state.visits()).allSatisfy(visit -> {
            assertThat(visit.probe()).isEmpty();
            assertThat(visit.best().shots()).isZero();
        });
        assertThat(state.visits().get(1).personId()).isEqualTo("bert");
        assertThat(state.totals()).containsEntry("probes.ofAnotherModel", 2L);
    }

    private void seen(long at, IdentifiedFace... faces) {
        step(frame(ObservationKind.FRAME, at, List.of(faces), List.of()));
    }

    private void nothing(long at) {
        seen(at);
    }

    private void trackEnds(long at, String track, Decision last) {
        step(frame(ObservationKind.FRAME, at, List.of(), List.of(ended(track, last))));
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

    private static IdentifiedFrame frame(
            ObservationKind kind, long at, List<IdentifiedFace> faces, List<IdentifiedTrackEnd> ended) {
        return IdentifiedFrames.of("cam", kind, at, faces, ended, Map.of("framesCaptured", 3L), "1-x", "model");
    }

    private static IdentifiedFace face(String track, long since, float[] probe, Decision decision) {
        return new IdentifiedFace(track, since, since, true, 100, 100, 80, 80, 0.5f, probe.length > 0, decision, probe);
    }

    private static IdentifiedTrackEnd ended(String track, Decision last) {
        return new IdentifiedTrackEnd(track, true, 0, 0, last);
    }

    private static Decision named(String person) {
        return new Decision(
                Outcome.IDENTIFIED, person, 0.7f, 0.3f, 0.4f, Reason.NONE, List.of(new RankedPerson(person, 0.7f)), 2);
    }

    private static Decision unknown(Reason reason) {
        return new Decision(Outcome.UNKNOWN, "", 0.2f, 0.1f, 0.4f, reason, List.of(new RankedPerson("anna", 0.2f)), 6);
    }
}
