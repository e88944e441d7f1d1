package io.facestream.job.track;

import io.facestream.job.observe.Observation;
import io.facestream.job.observe.ObservationKind;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Runs the tracker of each camera on keyed state. When the job drains, the cameras that still run end as if their video did. */
public final class TrackFunction extends KeyedProcessFunction<String, Observation, TrackedFrame> {
    private static final long serialVersionUID = 1L;

    private static final long END_OF_TIME = Long.MAX_VALUE;

    private final TrackerOptions options;
    private transient Tracker tracker;
    private transient ValueState<TrackerState> states;

    public TrackFunction(TrackerOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        tracker = new Tracker(options);
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("tracker", TrackerState.class));
    }

    @Override
    public void processElement(Observation seen, Context context, Collector<TrackedFrame> out) throws Exception {
        TrackerState state = states.value();
        if (state == null) {
            state = TrackerState.EMPTY;
            context.timerService().registerEventTimeTimer(END_OF_TIME);
        }
        Tracker.Step step = tracker.step(state, seen);
        if (seen.kind() == ObservationKind.ENDED) {
            states.clear();
            context.timerService().deleteEventTimeTimer(END_OF_TIME);
        } else {
            states.update(step.state());
        }
        out.collect(step.frame());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TrackedFrame> out) throws Exception {
        TrackerState state = states.value();
        if (state != null) {
            Observation end = new Observation(
                    context.getCurrentKey(),
                    ObservationKind.ENDED,
                    state.clockMillis(),
                    state.mediaClockMillis(),
                    0,
                    0,
                    List.of(),
                    Map.of(),
                    "");
            out.collect(tracker.step(state, end).frame());
            states.clear();
        }
    }
}
