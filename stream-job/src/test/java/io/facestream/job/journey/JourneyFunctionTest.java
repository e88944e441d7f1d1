package io.facestream.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.job.journey.VisitClaim.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Journeys in keyed state: timers, restarts, another parallelism. */
class JourneyFunctionTest {
    private static final long MINUTE = 60_000;
    private static final int MAX_PARALLELISM = 128;

    @Test
    void stateIsForgottenByTheCamerasClock() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.setStateBackend(new HashMapStateBackend());
            harness.open();
            harness.processElement(over("anna", "door", 0), 0);
            harness.processWatermark(new Watermark(15 * MINUTE + 9_999));
            assertThat(harness.numKeyedStateEntries()).isPositive();
            harness.processWatermark(new Watermark(15 * MINUTE + 10_000));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void journeysAndTheCountOfLateVisitsSurviveARestartWithAnotherParallelism() throws Exception {
        OperatorSubtaskState state;
        List<Journey> out = new ArrayList<>();
        try (var harness = open(null, 1, 0)) {
            for (int person = 0; person < 20; person++) {
                harness.processElement(over("person" + person, "door", person), person);
            }
            harness.processWatermark(new Watermark(12 * MINUTE));
            harness.processElement(over("late", "door", 0), 0);
            out.addAll(harness.extractOutputValues());
            state = harness.snapshot(1, 1);
        }
        long tooLate = 0;
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MAX_PARALLELISM, 1, 3, subtask);
            try (var harness = open(part, 3, subtask)) {
                for (int person = 0; person < 20; person++) {
                    if (belongsTo("person" + person, 3, subtask)) {
                        harness.processElement(over("person" + person, "hall", MINUTE + person), MINUTE);
                    }
                }
                out.addAll(harness.extractOutputValues());
                tooLate += lateVisits(harness);
            }
        }
        assertThat(tooLate).isEqualTo(1);
        List<Journey> revised =
                out.stream().filter(journey -> journey.revision() == 2).toList();
        assertThat(revised)
                .hasSize(20)
                .allSatisfy(journey -> assertThat(journey.cameras()).containsExactly("door", "hall"));
    }

    private static boolean belongsTo(String person, int parallelism, int subtask) {
        return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        person, MAX_PARALLELISM, parallelism)
                == subtask;
    }

    private static long lateVisits(KeyedOneInputStreamOperatorTestHarness<String, VisitClaim, Journey> harness) {
        var operator = (KeyedProcessOperator<String, VisitClaim, Journey>) harness.getOperator();
        return ((JourneyFunction) operator.getUserFunction()).tooLate();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, VisitClaim, Journey> open(
            @Nullable OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
        var harness = harness(parallelism, subtask);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, VisitClaim, Journey> harness(
            int parallelism, int subtask) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new JourneyFunction(JourneyOptions.defaults())),
                VisitClaim::personId,
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                subtask);
    }

    private static VisitClaim over(String person, String camera, long from) {
        JourneyStop stop = new JourneyStop(camera + "-" + person, camera, from, from + 10_000);
        return new VisitClaim(person, Kind.OVER, stop, from + 20_000);
    }
}
