package io.facestream.job.visit;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.observe.ObservationKind;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Runs the visits of each camera on keyed state, and reports what was counted of a camera when it ends. */
public final class VisitFunction extends KeyedProcessFunction<String, IdentifiedFrame, IdentityEvent> {
    private static final long serialVersionUID = 1L;

    /** Where the reports go. */
    public static final OutputTag<CameraReport> REPORTS = new OutputTag<>("camera-reports") {
        private static final long serialVersionUID = 1L;
    };

    /** Visits that ended without a name, with what the face looks like. */
    public static final OutputTag<UnnamedVisit> UNNAMED = new OutputTag<>("unnamed-visits") {
        private static final long serialVersionUID = 1L;
    };

    private final VisitOptions options;
    private transient Visits visits;
    private transient VisitFigures figures;
    private transient ValueState<VisitState> states;

    public VisitFunction(VisitOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        visits = new Visits(options);
        figures = new VisitFigures(getRuntimeContext().getMetricGroup());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("visits", VisitState.class));
    }

    @Override
    public void processElement(IdentifiedFrame frame, Context context, Collector<IdentityEvent> out) throws Exception {
        VisitState state = states.value();
        Visits.Step step = visits.step(state == null ? VisitState.EMPTY : state, frame);
        step.events().forEach(out::collect);
        step.unnamed().forEach(visit -> context.output(UNNAMED, visit));
        if (frame.kind() == ObservationKind.ENDED) {
            states.clear();
            figures.forget(frame.cameraId());
            context.output(
                    REPORTS,
                    new CameraReport(
                            frame.cameraId(),
                            frame.mediaTimeMillis(),
                            step.state().totals()));
        } else {
            states.update(step.state());
            figures.show(frame, step);
        }
    }
}
