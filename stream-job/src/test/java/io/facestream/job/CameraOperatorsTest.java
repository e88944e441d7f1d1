package io.facestream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFace;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifiedFrames;
import io.facestream.job.identify.Outcome;
import io.facestream.job.identify.Reason;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.observe.ObservedFace;
import io.facestream.job.track.TrackFunction;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import io.facestream.job.track.TrackerOptions;
import io.facestream.job.uselog.UseFact;
import io.facestream.job.uselog.UseKind;
import io.facestream.job.uselog.UseLine;
import io.facestream.job.uselog.UseLogFunction;
import io.facestream.job.visit.VisitFunction;
import io.facestream.job.visit.VisitOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operators that keep state a camera, on RocksDB, through restarts. */
class CameraOperatorsTest {
    @Test
    void tracksSurviveARestartAfterEveryFrame() throws Exception {
        List<Observation> frames = new ArrayList<>();
        List<Long> at = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            for (String camera : List.of("a", "b")) {
                frames.add(frame(camera, i * 120L, i < 8));
                at.add(i * 120L);
            }
        }
        List<TrackedFrame> out = new OperatorCase<>(CameraOperatorsTest::tracking, frames, at).verify();
        assertThat(out).hasSize(24);
        assertThat(out.stream().flatMap(frame -> frame.faces().stream()).map(TrackedFace::trackId))
                .containsOnly("a-0-0", "b-0-0");
    }

    @Test
    void whenTheJobDrainsOpenTracksEnd() throws Exception {
        try (var harness = tracking()) {
            harness.setStateBackend(new HashMapStateBackend());
            harness.open();
            harness.processElement(frame("a", 0, true), 0);
            harness.processElement(frame("a", 120, true), 120);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            List<TrackedFrame> out = harness.extractOutputValues();
            assertThat(out).hasSize(3);
            assertThat(out.get(2).kind()).isEqualTo(ObservationKind.ENDED);
            assertThat(out.get(2).ended()).hasSize(1);
            assertThat(out.get(2).mediaTimeMillis()).isEqualTo(120);
        }
    }

    @Test
    void aCameraThatHasEndedLeavesNoState() throws Exception {
        try (var harness = tracking()) {
            harness.setStateBackend(new HashMapStateBackend());
            harness.open();
            harness.processElement(frame("a", 0, true), 0);
            harness.processElement(
                    new Observation("a", ObservationKind.ENDED, 120, 120, 0, 0, List.of(), Map.of(), ""), 120);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void visitsSurviveARestartAfterEveryFrame() throws Exception {
        List<IdentifiedFrame> frames = new ArrayList<>();
        List<Long> at = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            frames.add(identified(i * 120L, i < 3 ? Outcome.PENDING : Outcome.IDENTIFIED));
            at.add(i * 120L);
        }
        frames.add(IdentifiedFrames.of("a", ObservationKind.ENDED, 1_200, List.of(), List.of(), Map.of(), "1", "m"));
        at.add(1_200L);
        List<IdentityEvent> out = new OperatorCase<>(CameraOperatorsTest::visiting, frames, at).verify();
        assertThat(out)
                .extracting(IdentityEvent::type)
                .containsExactly(EventType.APPEARED, EventType.IDENTIFIED, EventType.LEFT);
        assertThat(out.get(2).facesDetected()).isEqualTo(10);
    }

    @Test
    void aCamerasReportIsTheSumOfItsCounts() throws Exception {
        try (var harness = visiting()) {
            harness.setStateBackend(new HashMapStateBackend());
            harness.open();
            harness.processElement(identified(0, Outcome.PENDING), 0);
            harness.processElement(identified(120, Outcome.PENDING), 120);
            harness.processElement(
                    IdentifiedFrames.of("a", ObservationKind.ENDED, 240, List.of(), List.of(), Map.of(), "1", "m"),
                    240);
            assertThat(harness.getSideOutput(VisitFunction.REPORTS))
                    .singleElement()
                    .satisfies(record -> assertThat(record.getValue().totals()).containsEntry("framesCaptured", 6L));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void theLogOfUseIsChainedAlikeThroughRestartsAndGoesOnUnderAnotherJob() throws Exception {
        List<UseFact> facts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (String camera : List.of("a", "b")) {
                facts.add(new UseFact(camera, UseKind.DATABASE, i, "{\"facebankVersion\":\"1." + i + "\"}"));
            }
        }
        List<UseLine> lines =
                new OperatorCase<>(() -> logging("job@1"), facts, List.of(0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L)).verify();
        assertThat(lines).hasSize(10);
        assertThat(lines.get(0).json()).contains("\"kind\":\"STARTED\"", "\"sequence\":0");

        OperatorSubtaskState state;
        try (var harness = logging("job@1")) {
            harness.open();
            harness.processElement(facts.get(0), 0);
            state = harness.snapshot(1, 1);
        }
        try (var harness = logging("job@2")) {
            harness.initializeState(state);
            harness.open();
            harness.processElement(facts.get(2), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(UseLine::json)
                    .satisfiesExactly(
                            started -> assertThat(started)
                                    .contains("STARTED", "\"job\":\"job@2\"", "\"run\":\"job@1\"", "\"sequence\":2"),
                            fact -> assertThat(fact).contains("DATABASE", "\"run\":\"job@1\"", "\"sequence\":3"));
        }
    }

    @Test
    void whatACamerasFacesAreHeldAgainstIsToldWhenItChanges() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new VisitFunction(VisitOptions.defaults()).tellingUse()),
                IdentifiedFrame::cameraId,
                Types.STRING)) {
            harness.open();
            for (int i = 0; i < 6; i++) {
                harness.processElement(identified(i * 120L, i < 3 ? Outcome.PENDING : Outcome.IDENTIFIED), 0);
            }
            harness.processElement(
                    IdentifiedFrames.of("a", ObservationKind.ENDED, 720, List.of(), List.of(), Map.of(), "2", "m"), 0);
            assertThat(harness.getSideOutput(VisitFunction.USE))
                    .extracting(record -> record.getValue().kind())
                    .containsExactly(UseKind.DATABASE, UseKind.MATCH, UseKind.DATABASE, UseKind.ENDED);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, UseFact, UseLine> logging(String job)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new UseLogFunction(job)), UseFact::cameraId, Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        return harness;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Observation, TrackedFrame> tracking()
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TrackFunction(TrackerOptions.defaults())),
                Observation::cameraId,
                Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        return harness;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, IdentifiedFrame, IdentityEvent> visiting()
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new VisitFunction(VisitOptions.defaults())),
                IdentifiedFrame::cameraId,
                Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        return harness;
    }

    private static Observation frame(String camera, long at, boolean face) {
        List<ObservedFace> faces = face
                ? List.of(new ObservedFace(100 + at / 20f, 100, 80, 80, 0.9f, 0.5f, FaceRefusal.NONE, new byte[] {1}))
                : List.of();
        return new Observation(camera, ObservationKind.FRAME, at, at, 640, 480, faces, Map.of(), "");
    }

    private static IdentifiedFrame identified(long at, Outcome outcome) {
        Decision decision = outcome == Outcome.PENDING
                ? Decision.PENDING
                : new Decision(outcome, "anna", 0.6f, 0.2f, 0.4f, Reason.NONE, List.of(), 3);
        IdentifiedFace face =
                new IdentifiedFace("a-0-0", 0, 0, true, 100, 100, 80, 80, 0.5f, true, decision, new float[] {1, 0});
        return IdentifiedFrames.of(
                "a", ObservationKind.FRAME, at, List.of(face), List.of(), Map.of("framesCaptured", 3L), "1", "m");
    }
}
