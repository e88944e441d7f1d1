package io.facestream.job.latecomer;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.visit.UnnamedVisit;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Buckets in keyed state: slices, expiry, restarts, another parallelism. */
class LatecomerFunctionTest {
    private static final int ANNA = 1;
    private static final int BUCKET = 5;
    private static final int MAX_PARALLELISM = 128;
    private static final long HOUR = 3_600_000;

    @Test
    void exactlyTheVisitsOfWhoIsEnrolledAreCorrected() throws Exception {
        try (var harness = open(null)) {
            for (int i = 0; i < 20; i++) {
                remember(
                        harness, "v" + i, i * 1_000L, i % 5 == 0 ? Faces.between(ANNA, 50 + i, 0.8) : Faces.of(10 + i));
            }
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            assertThat(events(harness)).extracting(IdentityEvent::visitId).containsExactly("v0", "v5", "v10", "v15");
            assertThat(events(harness)).extracting(IdentityEvent::personId).containsOnly("anna");
        }
    }

    @Test
    void fiveThousandRememberedVisitsAreSearchedInSlicesBetweenWhichOthersAreTaken() throws Exception {
        try (var harness = open(null)) {
            harness.setProcessingTime(0);
            for (int i = 0; i < 5_000; i++) {
                remember(harness, "v" + i, i, i % 1_000 == 999 ? Faces.between(ANNA, 9, 0.8) : Faces.of(10 + i));
            }
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            assertThat(events(harness)).as("after the first slice").isEmpty();

            remember(harness, "between", 5_000, Faces.between(ANNA, 8, 0.8));
            harness.processBothWatermarks(new Watermark(5_000));
            assertThat(events(harness))
                    .as("taken while the search is under way")
                    .isEmpty();

            int slices = 1;
            while (harness.numProcessingTimeTimers() > 0) {
                harness.setProcessingTime(harness.getProcessingTime() + 1);
                slices++;
            }
            assertThat(slices).isEqualTo((5_001 + Bucket.SLICE - 1) / Bucket.SLICE);
            assertThat(events(harness))
                    .extracting(IdentityEvent::visitId)
                    .containsExactly("v999", "v1999", "v2999", "v3999", "v4999", "between");
        }
    }

    @Test
    void workGoesOnAfterARestartWhereItWas() throws Exception {
        OperatorSubtaskState state;
        List<IdentityEvent> out = new ArrayList<>();
        try (var harness = open(null)) {
            harness.setProcessingTime(0);
            for (int i = 0; i < 600; i++) {
                remember(harness, "v" + i, i, i % 100 == 0 ? Faces.between(ANNA, 9, 0.8) : Faces.of(10 + i));
            }
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            out.addAll(events(harness));
            assertThat(out).extracting(IdentityEvent::visitId).containsExactly("v0", "v100", "v200");
            state = harness.snapshot(1, 1);
        }
        try (var harness = open(state)) {
            for (int i = 1; i < 5; i++) {
                harness.setProcessingTime(i * 10L);
            }
            out.addAll(events(harness));
        }
        assertThat(out)
                .extracting(IdentityEvent::visitId)
                .containsExactly("v0", "v100", "v200", "v300", "v400", "v500");
    }

    @Test
    void aForgottenVisitIsNotCorrectedAndLeavesNoState() throws Exception {
        try (var harness = harness(1, 0, Faces.options(HOUR, 1_000_000), visit -> BUCKET)) {
            harness.setStateBackend(new HashMapStateBackend());
            harness.open();
            remember(harness, "v", 1_000, Faces.of(ANNA));
            harness.processBothWatermarks(new Watermark(HOUR + 1_000));
            assertThat(harness.numKeyedStateEntries()).isZero();
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            remember(harness, "late", 500, Faces.of(ANNA));
            assertThat(events(harness)).isEmpty();
            harness.processBothWatermarks(new Watermark(HOUR + 1_000 + 70_000));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aVisitThatClosesAfterTheEnrolmentThatItWasNotHeldAgainstIsCorrected() throws Exception {
        try (var harness = open(null)) {
            harness.processBothWatermarks(new Watermark(1_000));
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            remember(harness, "v", 9_000, Faces.of(ANNA));
            assertThat(events(harness))
                    .singleElement()
                    .extracting(IdentityEvent::facebankVersion)
                    .isEqualTo("v2");
            harness.processBothWatermarks(new Watermark(71_000));
            remember(harness, "w", 80_000, Faces.of(ANNA));
            assertThat(events(harness)).hasSize(1);
        }
    }

    @Test
    void whoIsGoneIsLookedForNoMoreAndWhatWasTheirsIsForgotten() throws Exception {
        try (var harness = open(null)) {
            harness.setProcessingTime(0);
            for (int i = 0; i < 600; i++) {
                remember(harness, "v" + i, i, Faces.between(ANNA, 10 + i, 0.8));
            }
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            assertThat(events(harness)).hasSize(Bucket.SLICE);
            enrol(harness, Faces.gone("v3", "anna"));
            for (int i = 1; i < 10; i++) {
                harness.setProcessingTime(i * 10L);
            }
            assertThat(events(harness)).as("the rest of her visits").hasSize(Bucket.SLICE);
            enrol(harness, Faces.enrolment("v4", Faces.person("anna", Faces.of(ANNA))));
            for (int i = 10; i < 20; i++) {
                harness.setProcessingTime(i * 10L);
            }
            // Those that had been hers are not there any more.
            assertThat(events(harness)).hasSize(600);
            assertThat(events(harness).stream().map(IdentityEvent::visitId)).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoIsGoneIsNamedByNoEventThatComesLater() throws Exception {
        try (var harness = open(null)) {
            harness.processBothWatermarks(new Watermark(1_000));
            RankedPerson carla = new RankedPerson("carla", 0.2f);
            harness.processElement1(Faces.visit("v", 1_500, Faces.of(ANNA), carla), 1_500);
            enrol(harness, Faces.gone("v2", "carla"));
            harness.processElement1(Faces.visit("w", 2_000, Faces.of(ANNA), carla), 2_000);
            enrol(harness, Faces.enrolment("v3", Faces.person("anna", Faces.of(ANNA))));
            assertThat(events(harness))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.topK())
                            .extracting(RankedPerson::personId)
                            .containsExactly("anna"));
        }
    }

    @Test
    void tooManyVisitsPushOutTheOldestAndAreCounted() throws Exception {
        var harness = harness(1, 0, Faces.options(HOUR, 10 * LatecomerStreams.BUCKETS), visit -> BUCKET);
        try (harness) {
            harness.setStateBackend(new EmbeddedRocksDBStateBackend());
            harness.open();
            for (int i = 0; i < 25; i++) {
                remember(harness, "v" + i, i, Faces.between(ANNA, 10 + i, 0.8));
            }
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            assertThat(events(harness))
                    .hasSize(10)
                    .first()
                    .extracting(IdentityEvent::visitId)
                    .isEqualTo("v15");
            assertThat(function(harness).forgottenEarly()).isEqualTo(15);
        }
    }

    @Test
    void whatIsLeftIsDoneWhenAllCamerasHaveEnded() throws Exception {
        try (var harness = open(null)) {
            harness.setProcessingTime(0);
            for (int i = 0; i < 600; i++) {
                remember(harness, "v" + i, i, Faces.between(ANNA, 10 + i, 0.8));
            }
            enrol(harness, Faces.enrolment("v2", Faces.person("anna", Faces.of(ANNA))));
            harness.processBothWatermarks(new Watermark(Long.MAX_VALUE - 1));
            assertThat(events(harness)).hasSize(600);
        }
    }

    @Test
    void bucketsAndCountsSurviveAnotherParallelism() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(1, 0)) {
            harness.setStateBackend(new EmbeddedRocksDBStateBackend());
            harness.open();
            for (int bucket = 0; bucket < LatecomerStreams.BUCKETS; bucket++) {
                harness.processElement1(inBucket(bucket), 1_000);
            }
            harness.processElement2(new BucketPart(0, new Enrolment("v2", "m", List.of(), List.of(), 3, true)), 0);
            state = harness.snapshot(1, 1);
        }
        List<IdentityEvent> out = new ArrayList<>();
        long passedOver = 0;
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MAX_PARALLELISM, 1, 3, subtask);
            try (var harness = harness(3, subtask)) {
                harness.setStateBackend(new EmbeddedRocksDBStateBackend());
                harness.initializeState(part);
                harness.open();
                for (int bucket = 0; bucket < LatecomerStreams.BUCKETS; bucket++) {
                    if (KeyGroupRangeAssignment.assignKeyToParallelOperator(bucket, MAX_PARALLELISM, 3) == subtask) {
                        harness.processElement2(
                                new BucketPart(bucket, Faces.enrolment("v3", Faces.person("anna", Faces.of(ANNA)))), 0);
                    }
                }
                out.addAll(events(harness));
                passedOver += function(harness).passedOver();
            }
        }
        assertThat(out).hasSize(LatecomerStreams.BUCKETS).allMatch(event -> event.type() == EventType.REIDENTIFIED);
        assertThat(passedOver).isEqualTo(3);
    }

    private static UnnamedVisit inBucket(int bucket) {
        for (int i = 0; ; i++) {
            if (LatecomerStreams.bucketOf("v" + i) == bucket) {
                return Faces.visit("v" + i, 1_000, Faces.between(ANNA, 9, 0.8));
            }
        }
    }

    /** All into one bucket, so that it is a large one. */
    private static void remember(
            KeyedTwoInputStreamOperatorTestHarness<Integer, UnnamedVisit, BucketPart, IdentityEvent> harness,
            String id,
            long leftAt,
            float[] face)
            throws Exception {
        harness.processElement1(Faces.visit(id, leftAt, face), leftAt);
    }

    private static void enrol(
            KeyedTwoInputStreamOperatorTestHarness<Integer, UnnamedVisit, BucketPart, IdentityEvent> harness,
            Enrolment enrolment)
            throws Exception {
        harness.processElement2(new BucketPart(BUCKET, enrolment), 0);
    }

    private static List<IdentityEvent> events(
            KeyedTwoInputStreamOperatorTestHarness<Integer, UnnamedVisit, BucketPart, IdentityEvent> harness) {
        return harness.extractOutputValues();
    }

    private static LatecomerFunction function(
            KeyedTwoInputStreamOperatorTestHarness<Integer, UnnamedVisit, BucketPart, IdentityEvent> harness) {
        var operator = (KeyedCoProcessOperator<Integer, UnnamedVisit, BucketPart, IdentityEvent>) harness.getOperator();
        return (LatecomerFunction) operator.getUserFunction();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<Integer, UnnamedVisit, BucketPart, IdentityEvent> open(
            @Nullable OperatorSubtaskState state) throws Exception {
        var harness = harness(1, 0, Faces.options(HOUR, 1_000_000), visit -> BUCKET);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static KeyedTwoInputStreamOperatorTestHarness<Integer, UnnamedVisit, BucketPart, IdentityEvent> harness(
            int parallelism, int subtask) throws Exception {
        return harness(
                parallelism,
                subtask,
                Faces.options(HOUR, 1_000_000),
                visit -> LatecomerStreams.bucketOf(visit.visitId()));
    }

    private static KeyedTwoInputStreamOperatorTestHarness<Integer, UnnamedVisit, BucketPart, IdentityEvent> harness(
            int parallelism, int subtask, LatecomerOptions options, KeySelector<UnnamedVisit, Integer> keys)
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new LatecomerFunction(options, model -> Faces.thresholds())),
                keys,
                BucketPart::bucket,
                Types.INT,
                MAX_PARALLELISM,
                parallelism,
                subtask);
    }
}
