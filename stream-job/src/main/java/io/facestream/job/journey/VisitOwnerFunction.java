package io.facestream.job.journey;

import io.facestream.job.event.IdentityEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Runs {@link VisitOwners} a visit on keyed state, which goes when no correction of the visit counts any more. */
final class VisitOwnerFunction extends KeyedProcessFunction<String, IdentityEvent, VisitClaim> {
    private static final long serialVersionUID = 1L;

    private final long allowedLatenessMillis;
    private transient ValueState<VisitOwner> owners;

    VisitOwnerFunction(JourneyOptions options) {
        allowedLatenessMillis = options.allowedLatenessMillis();
    }

    @Override
    public void open(OpenContext context) {
        owners = getRuntimeContext().getState(new ValueStateDescriptor<>("visit-owner", VisitOwner.class));
    }

    @Override
    public void processElement(IdentityEvent event, Context context, Collector<VisitClaim> out) throws Exception {
        VisitOwners.Step step = VisitOwners.step(owners.value(), event);
        if (step.owner() == null) {
            owners.clear();
        } else {
            owners.update(step.owner());
            if (step.owner().over()) {
                context.timerService().registerEventTimeTimer(step.owner().saidAtMillis() + allowedLatenessMillis);
            }
        }
        step.claims().forEach(out::collect);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<VisitClaim> out) throws Exception {
        owners.clear();
    }
}
