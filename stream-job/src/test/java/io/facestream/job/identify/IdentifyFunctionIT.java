package io.facestream.job.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The facebank in broadcast state against tracks in keyed state; thresholds are the default model's. */
class IdentifyFunctionIT {
    private static final float[] ANNA = {1, 0, 0};
    private static final float[] BERT = {0, 1, 0};

    @Test
    void framesWaitForTheFirstCompleteFacebankAndThenLeaveInOrder() throws Exception {
        try (var harness = open(null)) {
            see(harness, "a", 1, ANNA);
            see(harness, "b", 1, ANNA);
            see(harness, "a", 2, ANNA);
            bank(harness, "v1", 1, false, template("t1", "anna", ANNA, 1));
            see(harness, "a", 3, ANNA);
            assertThat(harness.extractOutputValues()).isEmpty();
            bank(harness, "v1", 1, true, template("t2", "bert", BERT, 1));

            List<IdentifiedFrame> a = of(harness, "a");
            assertThat(a).extracting(IdentifiedFrame::capturedAtMillis).containsExactly(1L, 2L, 3L);
            assertThat(last(a).personId()).isEqualTo("anna");
            assertThat(a).extracting(IdentifiedFrame::facebankVersion).containsOnly("v1");
            assertThat(of(harness, "b")).hasSize(1);
        }
    }

    @Test
    void aChangeCountsFromItsCommitOn() throws Exception {
        try (var harness = open(null)) {
            bank(harness, "v1", 1, true, template("t1", "anna", ANNA, 1));
            bank(harness, "v2", 1, false, template("t2", "bert", BERT, 1));
            for (int i = 1; i <= 3; i++) {
                see(harness, "a", i, BERT);
            }
            assertThat(last(of(harness, "a")).personId()).isEmpty();
            bank(harness, "v2", 1, true);
            see(harness, "a", 4, BERT);
            assertThat(last(of(harness, "a")).personId()).isEqualTo("bert");
            assertThat(of(harness, "a").get(3).facebankVersion()).isEqualTo("v2");
        }
    }

    @Test
    void aRemovedPersonIsNamedNoMore() throws Exception {
        try (var harness = open(null)) {
            bank(harness, "v1", 1, true, template("t1", "anna", ANNA, 1), template("t2", "bert", BERT, 1));
            harness.processBroadcastElement(new FacebankUpdate("v2", "m", 1, List.of(), List.of("t1"), true), 0);
            for (int i = 1; i <= 3; i++) {
                see(harness, "a", i, ANNA);
            }
            assertThat(last(of(harness, "a")).personId()).isEmpty();
        }
    }

    @Test
    void aSnapshotOfANewGenerationForgetsWhatItDoesNotName() throws Exception {
        try (var harness = open(null)) {
            bank(harness, "v1", 1, true, template("t1", "anna", ANNA, 1), template("t2", "bert", BERT, 1));
            bank(harness, "v9", 2, true, template("t2", "bert", BERT, 2));
            for (int i = 1; i <= 3; i++) {
                see(harness, "a", i, ANNA);
                see(harness, "b", i, BERT);
            }
            assertThat(last(of(harness, "a")).personId()).isEmpty();
            assertThat(last(of(harness, "b")).personId()).isEqualTo("bert");
        }
    }

    @Test
    void facebankAndEvidenceSurviveARestart() throws Exception {
        OperatorSubtaskState state;
        try (var harness = open(null)) {
            bank(harness, "v1", 1, true, template("t1", "anna", ANNA, 1));
            see(harness, "a", 1, ANNA);
            see(harness, "a", 2, ANNA);
            state = harness.snapshot(1, 1);
        }
        try (var harness = open(state)) {
            see(harness, "a", 3, ANNA);
            assertThat(last(of(harness, "a")).personId()).isEqualTo("anna");
            assertThat(of(harness, "a").get(0).facebankVersion()).isEqualTo("v1");
        }
    }

    @Test
    void framesThatWaitSurviveARestart() throws Exception {
        OperatorSubtaskState state;
        try (var harness = open(null)) {
            see(harness, "a", 1, ANNA);
            state = harness.snapshot(1, 1);
        }
        try (var harness = open(state)) {
            bank(harness, "v1", 1, true, template("t1", "anna", ANNA, 1));
            assertThat(of(harness, "a")).hasSize(1);
        }
    }

    @Test
    void slotsWithTheSameTemplatesShareOneGallery() throws Exception {
        int before = SharedGallery.open();
        try (var one = open(null);
                var two = open(null)) {
            bank(one, "v1", 1, true, template("t1", "anna", ANNA, 1));
            bank(two, "v1", 1, true, template("t1", "anna", ANNA, 1));
            assertThat(SharedGallery.open()).isEqualTo(before + 1);
            bank(two, "v2", 1, true, template("t2", "bert", BERT, 1));
            assertThat(SharedGallery.open()).isEqualTo(before + 2);
        }
        assertThat(SharedGallery.open()).isEqualTo(before);
    }

    private static KeyedBroadcastOperatorTestHarness<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> open(
            OperatorSubtaskState state) throws Exception {
        var operator = new CoBroadcastWithKeyedOperator<>(
                new IdentifyFunction(IdentifyOptions.defaults(), new ModelChoice("")),
                List.of(IdentifyFunction.TEMPLATES, IdentifyFunction.ABOUT));
        var harness = new KeyedBroadcastOperatorTestHarness<>(operator, TrackedFrame::cameraId, Types.STRING, 1, 1, 0);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static void see(
            KeyedBroadcastOperatorTestHarness<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> harness,
            String camera,
            long at,
            float[] unit)
            throws Exception {
        TrackedFace face =
                new TrackedFace("t", 0, 0, true, 120, 0, 0, 80, 80, 0.5f, FaceRefusal.NONE, new byte[0], unit, 3.5f);
        harness.processElement(
                new TrackedFrame(camera, ObservationKind.FRAME, at, at, List.of(face), List.of(), Map.of(), ""), at);
    }

    private static void bank(
            KeyedBroadcastOperatorTestHarness<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> harness,
            String version,
            long generation,
            boolean commits,
            BankTemplate... templates)
            throws Exception {
        harness.processBroadcastElement(
                new FacebankUpdate(version, "m", generation, List.of(templates), List.of(), commits), 0);
    }

    private static BankTemplate template(String id, String person, float[] unit, long generation) {
        return new BankTemplate(id, person, unit, generation);
    }

    private static List<IdentifiedFrame> of(
            KeyedBroadcastOperatorTestHarness<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> harness,
            String camera) {
        return harness.extractOutputValues().stream()
                .filter(frame -> frame.cameraId().equals(camera))
                .toList();
    }

    private static Decision last(List<IdentifiedFrame> frames) {
        return frames.get(frames.size() - 1).faces().get(0).decision();
    }
}
