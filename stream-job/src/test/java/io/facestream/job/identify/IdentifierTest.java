package io.facestream.job.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.calibration.CalibrationRow;
import io.facestream.job.calibration.CameraCalibration;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackEnd;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdentifierTest {
    private static final float[] ANNA = unit(1, 0, 0);
    private static final float[] BERT = unit(0, 1, 0);
    private static final float[] STRANGER = unit(0.2f, 0.1f, 1);

    private final Identifier identifier = new Identifier(IdentifyOptions.defaults());
    private final Facebank facebank = new Facebank(new TreeMap<>(Map.of("anna", ANNA, "bert", BERT)));
    private IdentifyState state = IdentifyState.EMPTY;

    @Test
    void aNameNeedsThreeShotsInView() {
        assertThat(see(shot("t", ANNA)).outcome()).isEqualTo(Outcome.PENDING);
        assertThat(see(shot("t", ANNA)).outcome()).isEqualTo(Outcome.PENDING);
        Decision third = see(shot("t", ANNA));
        assertThat(third.outcome()).isEqualTo(Outcome.IDENTIFIED);
        assertThat(third.personId()).isEqualTo("anna");
        assertThat(third.score()).isEqualTo(1, org.assertj.core.api.Assertions.within(1e-4f));
        assertThat(third.topK()).extracting(RankedPerson::personId).containsExactly("anna", "bert");
    }

    @Test
    void aTrackThatEndsIsJudgedByTheOneShotItHas() {
        see(shot("t", ANNA));
        assertThat(end("t").personId()).isEqualTo("anna");
    }

    @Test
    void aStrangerIsUnknownWhenTheEvidenceIsIn() {
        for (int i = 1; i < IdentifyOptions.defaults().evidenceBudget(); i++) {
            assertThat(see(shot("t", STRANGER)).outcome()).isEqualTo(Outcome.PENDING);
        }
        Decision last = see(shot("t", STRANGER));
        assertThat(last.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(last.reason()).isEqualTo(Reason.BELOW_THRESHOLD);
    }

    @Test
    void aCalibratedCameraHasAThresholdOfItsOwn() {
        // The vector's cosine with Anna is 0.6; the facebank's threshold is 0.5, on this camera 0.65.
        float[] likeAnna = unit(0.6f, 0, 0.8f);
        CameraCalibration calibration = new CameraCalibration(
                "model", "m", 0.01, Map.of("cam", List.of(new CalibrationRow(2, 0.15, 0.65, 3000))));
        IdentifyOptions o = IdentifyOptions.defaults();
        Identifier calibrated = new Identifier(
                new IdentifyOptions(o.fpir(), o.margin(), o.minShots(), o.evidenceBudget(), o.topK(), calibration));
        see(shot("t", likeAnna));
        see(shot("t", likeAnna));
        IdentifyState twoShots = state;

        assertThat(see(shot("t", likeAnna)).personId()).isEqualTo("anna");
        Decision third = calibrated
                .step(twoShots, frame(List.of(shot("t", likeAnna)), List.of()), facebank)
                .frame()
                .faces()
                .get(0)
                .decision();
        assertThat(third.personId()).isEmpty();
        assertThat(third.threshold()).isEqualTo(0.65f);
    }

    @Test
    void betweenTwoPeopleWhoAreTooCloseNobodyIsNamed() {
        float[] between = unit(1, 0.99f, 0);
        for (int i = 0; i < 6; i++) {
            see(shot("t", between));
        }
        assertThat(end("t").reason()).isEqualTo(Reason.AMBIGUOUS);
    }

    @Test
    void ofTwoFacesInOneFrameOnlyTheBetterMatchGetsTheName() {
        float[] almostAnna = unit(1, 0.3f, 0.3f);
        TrackedFrame both = frame(List.of(shot("good", ANNA), shot("poor", almostAnna)), List.of());
        step(both);
        step(both);
        IdentifiedFrame out = step(both);
        assertThat(out.faces().get(0).decision().personId()).isEqualTo("anna");
        assertThat(out.faces().get(1).decision().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(out.faces().get(1).decision().reason()).isEqualTo(Reason.AMBIGUOUS);
    }

    @Test
    void aTrackWithoutAShotSaysWhy() {
        TrackedFace blurred = new TrackedFace(
                "t", 0, 0, true, 120, 0, 0, 20, 20, 0.1f, FaceRefusal.BLURRED, new byte[0], new float[0], 0);
        TrackedFace small = new TrackedFace(
                "t", 0, 0, true, 120, 0, 0, 20, 20, 0.1f, FaceRefusal.TOO_SMALL, new byte[0], new float[0], 0);
        see(small);
        see(small);
        see(blurred);
        assertThat(end("t").reason()).isEqualTo(Reason.TOO_SMALL);
    }

    @Test
    void withNobodyEnrolledEverybodyIsUnknown() {
        Identifier.Step step = identifier.step(
                IdentifyState.EMPTY, frame(List.of(shot("t", ANNA)), List.of()), new Facebank(new TreeMap<>()));
        assertThat(step.frame().faces().get(0).decision().reason()).isEqualTo(Reason.FACEBANK_EMPTY);
    }

    @Test
    void oneOddShotTakesNoNameAway() {
        see(shot("t", ANNA));
        see(shot("t", ANNA));
        see(shot("t", ANNA));
        assertThat(see(shot("t", STRANGER)).personId()).isEqualTo("anna");
        assertThat(see(shot("t", ANNA)).personId()).isEqualTo("anna");
        assertThat(see(shot("t", STRANGER)).personId()).isEqualTo("anna");
    }

    @Test
    void whenATrackSlipsToAnotherFaceTheNameStaysWithTheFirst() {
        see(shot("t", ANNA));
        see(shot("t", ANNA));
        see(shot("t", ANNA));
        see(shot("t", BERT));
        IdentifiedFrame slipped = step(frame(List.of(shot("t", BERT)), List.of()));
        assertThat(slipped.ended()).singleElement().satisfies(end -> {
            assertThat(end.trackId()).isEqualTo("t");
            assertThat(end.decision().personId()).isEqualTo("anna");
        });
        assertThat(slipped.faces().get(0).trackId()).isEqualTo("cam-0-0");
        assertThat(slipped.faces().get(0).decision().outcome()).isEqualTo(Outcome.PENDING);
        see(shot("t", BERT));
        assertThat(see(shot("t", BERT)).personId()).isEqualTo("bert");
        IdentifiedTrackEnd last = step(frame(List.of(), List.of(new TrackEnd("t", true, 0, 0, 0, 0))))
                .ended()
                .get(0);
        assertThat(last.trackId()).isEqualTo("cam-0-0");
    }

    @Test
    void whoComesBackAfterAMomentAndIsNothingAlikeIsSomebodyElseAtOnce() {
        see(shot("t", ANNA));
        see(shot("t", ANNA));
        see(shot("t", ANNA));
        TrackedFace back =
                new TrackedFace("t", 0, 0, true, 900, 0, 0, 80, 80, 0.5f, FaceRefusal.NONE, new byte[0], BERT, 3.5f);
        assertThat(step(frame(List.of(back), List.of())).ended()).hasSize(1);
    }

    @Test
    void anEndedTrackLeavesNoEvidence() {
        see(shot("t", ANNA));
        end("t");
        assertThat(state.tracks()).isEmpty();
    }

    private Decision see(TrackedFace face) {
        return step(frame(List.of(face), List.of())).faces().get(0).decision();
    }

    private Decision end(String track) {
        return step(frame(List.of(), List.of(new TrackEnd(track, true, 0, 0, 0, 0))))
                .ended()
                .get(0)
                .decision();
    }

    private IdentifiedFrame step(TrackedFrame frame) {
        Identifier.Step step = identifier.step(state, frame, facebank);
        state = step.state();
        return step.frame();
    }

    private static TrackedFrame frame(List<TrackedFace> faces, List<TrackEnd> ended) {
        return new TrackedFrame("cam", ObservationKind.FRAME, 0, 0, faces, ended, Map.of(), "");
    }

    private static TrackedFace shot(String track, float[] unit) {
        return new TrackedFace(track, 0, 0, true, 120, 0, 0, 80, 80, 0.5f, FaceRefusal.NONE, new byte[0], unit, 3.5f);
    }

    private static float[] unit(float... values) {
        double square = 0;
        for (float value : values) {
            square += value * value;
        }
        float[] unit = values.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] /= (float) Math.sqrt(square);
        }
        return unit;
    }

    /** A facebank of one vector a person, searched by brute force. */
    private record Facebank(Map<String, float[]> bank) implements PeopleSearch {
        @Override
        public List<RankedPerson> search(float[] probe, int k) {
            return bank.entrySet().stream()
                    .map(entry -> new RankedPerson(entry.getKey(), cosine(entry.getValue(), probe)))
                    .sorted(Comparator.comparingDouble((RankedPerson person) -> -person.score()))
                    .limit(k)
                    .toList();
        }

        private static float cosine(float[] a, float[] b) {
            float sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return Math.round(sum * 1e4f) / 1e4f;
        }

        @Override
        public int people() {
            return bank.size();
        }

        @Override
        public float threshold(int shots) {
            return 0.5f;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String modelId() {
            return "model";
        }
    }
}
