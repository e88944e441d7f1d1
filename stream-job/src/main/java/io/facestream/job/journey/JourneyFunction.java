package io.facestream.job.journey;

import io.facestream.job.metrics.JobMetric;
import io.facestream.job.observe.LastingCount;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Runs {@link Journeys} a person on keyed state, which event-time timers clear. */
final class JourneyFunction extends KeyedProcessFunction<String, VisitClaim, Journey> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Counts the visits that came after the allowed lateness. */
    static final String TOO_LATE = "journeys.too-late";

    private final JourneyOptions options;
    private transient Journeys journeys;
    private transient ValueState<JourneyState> states;

    @SuppressWarnings("NullAway.Init") // set before the function is opened
    private transient LastingCount tooLate;

    JourneyFunction(JourneyOptions options) {
        this.options = options;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        tooLate = LastingCount.restore(
                TOO_LATE,
                JobMetric.JOURNEYS_TOO_LATE,
                context,
                getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        tooLate.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        journeys = new Journeys(options);
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("journeys", JourneyState.class));
    }

    @Override
    public void processElement(VisitClaim claim, Context context, Collector<Journey> out) throws Exception {
        JourneyState state = states.value();
        Journeys.Step step = journeys.step(
                state == null ? JourneyState.EMPTY : state,
                claim,
                context.timerService().currentWatermark());
        if (step.tooLate()) {
            tooLate.add(1);
        }
        keep(step.state());
        for (Journey journey : step.state().journeys()) {
            if (!journey.isWithdrawn()) {
                context.timerService().registerEventTimeTimer(journeys.forgottenAt(journey));
            }
        }
        step.upserts().forEach(out::collect);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Journey> out) throws Exception {
        JourneyState state = states.value();
        if (state != null) {
            keep(journeys.expire(state, timestamp));
        }
    }

    /** How many visits came too late since the job began, as far as this subtask knows. */
    long tooLate() {
        return tooLate.value();
    }

    private void keep(JourneyState state) throws Exception {
        if (state.isEmpty()) {
            states.clear();
        } else {
            states.update(state);
        }
    }
}
