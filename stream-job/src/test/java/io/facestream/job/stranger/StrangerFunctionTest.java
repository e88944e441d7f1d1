package io.facestream.job.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.event.IdentityEventBuilder;
import io.facestream.job.visit.UnnamedVisit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
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

/** Strangers in keyed state: the order of time, expiry, restarts, another parallelism. */
class StrangerFunctionTest {
    private static final int MAX_PARALLELISM = 128;
    private static final long HOUR = 3_600_000;

    @Test
    void whateverTheOrderOfArrivalTheStrangersAreTheSame() throws Exception {
        List<UnnamedVisit> visits = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            visits.add(MadeVisits.visit("v" + i, "camera" + i % 3, i * 5_000L, MadeVisits.like(i % 7, 20 + i, 0.75)));
        }
        List<IdentityEvent> expected = run(visits);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(40);
        for (int seed = 0; seed < 5; seed++) {
            List<UnnamedVisit> shuffled = new ArrayList<>(visits);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(run(shuffled)).isEqualTo(expected);
        }
    }

    @Test
    void idsSurviveARestartWithAnotherParallelism() throws Exception {
        OperatorSubtaskState state;
        String first;
        try (var harness = open(null, 1, 0)) {
            see(harness, "a1", 0, 1);
            see(harness, "b1", 60_000, 2);
            harness.processBothWatermarks(new Watermark(100_000));
            first = harness.extractOutputValues().get(0).strangerId();
            see(harness, "a2", 120_000, 1);
            state = harness.snapshot(1, 1);
        }
        int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(MadeVisits.MODEL, MAX_PARALLELISM, 3);
        OperatorSubtaskState part =
                AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MAX_PARALLELISM, 1, 3, owner);
        try (var harness = open(part, 3, owner)) {
            harness.processBothWatermarks(new Watermark(200_000));
            see(harness, "a3", 240_000, 1);
            harness.processBothWatermarks(new Watermark(300_000));
            List<IdentityEvent> out = harness.extractOutputValues();
            assertThat(out).extracting(IdentityEvent::visitId).containsExactly("a2", "a3");
            assertThat(out).extracting(IdentityEvent::strangerId).containsOnly(first);
            assertThat(out).extracting(IdentityEvent::strangerVisits).containsExactly(2L, 3L);
        }
    }

    @Test
    void aVisitThatIsNamedBeforeItsTurnIsNoStrangers() throws Exception {
        try (var harness = open(null, 1, 0)) {
            see(harness, "a1", 0, 1);
            harness.processElement2(correction("a1", 20_000), 20_000);
            harness.processBothWatermarks(new Watermark(30_000));
            assertThat(harness.extractOutputValues()).isEmpty();
            see(harness, "b1", 40_000, 2);
            harness.processBothWatermarks(new Watermark(60_000));
            harness.processElement2(correction("b1", 60_000), 60_000);
            assertThat(harness.extractOutputValues())
                    .extracting(IdentityEvent::type)
                    .containsExactly(EventType.STRANGER_SEEN, EventType.STRANGER_SPLIT);
        }
    }

    @Test
    void nobodyIsKnownAgainByAnotherModel() throws Exception {
        float[] face = MadeVisits.face(1);
        List<IdentityEvent> events = run(List.of(
                MadeVisits.visit("a1", "door", 0, face, 5, "m"),
                MadeVisits.visit("a2", "door", 60_000, face, 5, "another model"),
                MadeVisits.visit("a3", "door", 120_000, face, 5, "m")));
        assertThat(events).extracting(IdentityEvent::visitId).containsExactlyInAnyOrder("a1", "a2", "a3");
        Map<String, String> strangers = new TreeMap<>();
        events.forEach(event -> strangers.put(event.visitId(), event.strangerId()));
        assertThat(strangers.get("a3")).isEqualTo(strangers.get("a1")).isNotEqualTo(strangers.get("a2"));
    }

    @Test
    void nothingIsLeftWhenTimeIsOver() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.setStateBackend(new HashMapStateBackend());
            harness.open();
            see(harness, "a1", 0, 1);
            see(harness, "b1", 60_000, 2);
            harness.processBothWatermarks(new Watermark(100_000));
            assertThat(harness.numKeyedStateEntries()).isPositive();
            harness.processBothWatermarks(new Watermark(HOUR + 100_000));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    private static List<IdentityEvent> run(List<UnnamedVisit> visits) throws Exception {
        try (var harness = open(null, 1, 0)) {
            for (UnnamedVisit visit : visits) {
                harness.processElement1(visit, visit.leftAtMillis());
            }
            harness.processBothWatermarks(new Watermark(HOUR / 2));
            return harness.extractOutputValues();
        }
    }

    private static void see(
            KeyedTwoInputStreamOperatorTestHarness<String, UnnamedVisit, IdentityEvent, IdentityEvent> harness,
            String id,
            long from,
            int face)
            throws Exception {
        harness.processElement1(MadeVisits.visit(id, "door", from, MadeVisits.face(face)), from);
    }

    private static IdentityEvent correction(String visit, long leftAt) {
        return new IdentityEventBuilder(EventType.REIDENTIFIED, visit, 0)
                .camera("door")
                .visit(visit, visit)
                .person("anna")
                .searched("v1", MadeVisits.MODEL)
                .at(leftAt, leftAt)
                .build();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, UnnamedVisit, IdentityEvent, IdentityEvent> open(
            @Nullable OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
        var harness = harness(parallelism, subtask);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, UnnamedVisit, IdentityEvent, IdentityEvent> harness(
            int parallelism, int subtask) throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(
                        new StrangerFunction(new StrangerOptions(HOUR, 100, 0.01), model -> MadeVisits.thresholds())),
                UnnamedVisit::modelId,
                IdentityEvent::modelId,
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                subtask);
    }
}
