package io.facestream.job.visit;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.uselog.UseFact;
import io.facestream.job.uselog.UseFacts;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
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

    /** What belongs into the log of use, each camera's facts in their order; only if it is {@link #tellingUse told}. */
    public static final OutputTag<UseFact> USE = new OutputTag<>("use-facts") {
        private static final long serialVersionUID = 1L;
    };

    private final VisitOptions options;
    private boolean tellsUse;
    private transient Visits visits;
    private transient VisitFigures figures;
    private transient ValueState<VisitState> states;
    private transient ValueState<String> searched;

    public VisitFunction(VisitOptions options) {
        this.options = options;
    }

    /** Has {@link #USE} told. */
    public VisitFunction tellingUse() {
        tellsUse = true;
        return this;
    }

    @Override
    public void open(OpenContext context) {
        visits = new Visits(options);
        figures = new VisitFigures(getRuntimeContext().getMetricGroup());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("visits", VisitState.class));
        searched = getRuntimeContext().getState(new ValueStateDescriptor<>("searched-facebank", Types.STRING));
    }

    @Override
    public void processElement(IdentifiedFrame frame, Context context, Collector<IdentityEvent> out) throws Exception {
        VisitState state = states.value();
        Visits.Step step = visits.step(state == null ? VisitState.EMPTY : state, frame);
        step.events().forEach(out::collect);
        if (tellsUse) {
            tellUse(frame, step, context);
        }
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

    private void tellUse(IdentifiedFrame frame, Visits.Step step, Context context) throws Exception {
        UseFact database = UseFacts.database(frame);
        if (!database.details().equals(searched.value())) {
            searched.update(database.details());
            context.output(USE, database);
        }
        step.events().forEach(event -> UseFacts.of(event).ifPresent(fact -> context.output(USE, fact)));
        if (frame.kind() == ObservationKind.ENDED) {
            searched.clear();
            context.output(USE, UseFacts.ended(frame, step.state().totals()));
        }
    }
}
