package io.facestream.job.latecomer;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.metrics.JobMetric;
import io.facestream.job.model.ModelThresholds;
import io.facestream.job.observe.LastingCount;
import io.facestream.job.visit.UnnamedVisit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs each {@link Bucket} on keyed state. A commit's first slice is worked off when it is whole, the others by timers, between which visits
 * and barriers pass.
 */
final class LatecomerFunction extends KeyedCoProcessFunction<Integer, UnnamedVisit, BucketPart, IdentityEvent>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Counts visits that were forgotten before their time, because there were too many. */
    static final String FORGOTTEN_EARLY = "late-enrolment.forgotten-early";

    /** Counts people who were enrolled too many at once to be looked for among the visits before. */
    static final String PASSED_OVER = "late-enrolment.people-passed-over";

    /** From here on all cameras have ended. */
    private static final long END_OF_TIME = Long.MAX_VALUE - 1;

    private static final int COUNTING_BUCKET = 0;

    private final LatecomerOptions options;
    private final ModelThresholds thresholds;
    private transient LateMatch match;
    private transient ValueState<BucketHead> heads;
    private transient MapState<Long, RememberedVisit> visits;
    private transient MapState<Long, KeptPart> parts;

    @SuppressWarnings("NullAway.Init") // set before the function is opened
    private transient LastingCount forgottenEarly;

    @SuppressWarnings("NullAway.Init") // set before the function is opened
    private transient LastingCount passedOver;

    LatecomerFunction(LatecomerOptions options, ModelThresholds thresholds) {
        this.options = options;
        this.thresholds = thresholds;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        forgottenEarly = LastingCount.restore(
                FORGOTTEN_EARLY,
                JobMetric.UNKNOWNS_FORGOTTEN,
                context,
                getRuntimeContext().getMetricGroup());
        passedOver = LastingCount.restore(
                PASSED_OVER,
                JobMetric.NEWCOMERS_PASSED_OVER,
                context,
                getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        forgottenEarly.snapshot();
        passedOver.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        match = new LateMatch(thresholds, options);
        heads = getRuntimeContext().getState(new ValueStateDescriptor<>("bucket", BucketHead.class));
        visits = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "remembered-visits", Types.LONG, TypeInformation.of(RememberedVisit.class)));
        parts = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("enrolments", Types.LONG, TypeInformation.of(KeptPart.class)));
    }

    @Override
    public void processElement1(UnnamedVisit visit, Context context, Collector<IdentityEvent> out) throws Exception {
        Bucket bucket = bucket(context.timerService().currentWatermark());
        bucket.remember(visit);
        context.timerService().registerEventTimeTimer(bucket.forgottenAt(visit));
        keep(bucket, out);
    }

    @Override
    public void processElement2(BucketPart part, Context context, Collector<IdentityEvent> out) throws Exception {
        if (part.bucket() == COUNTING_BUCKET) {
            passedOver.add(part.enrolment().passedOver());
        }
        Bucket bucket = bucket(context.timerService().currentWatermark());
        boolean working = bucket.hasWork();
        bucket.enrol(part.enrolment());
        if (!working && bucket.hasWork()) {
            work(bucket, context.timerService());
        }
        keep(bucket, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<IdentityEvent> out) throws Exception {
        long clock = context.timerService().currentWatermark();
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            Bucket bucket = bucket(clock);
            if (bucket.hasWork()) {
                work(bucket, context.timerService());
            }
            keep(bucket, out);
            return;
        }
        if (clock >= END_OF_TIME) {
            // Nobody waits any more, and all is about to be forgotten: what is left of the work is done at once.
            Bucket last = bucket(Long.MIN_VALUE);
            while (last.hasWork()) {
                last.workASlice();
            }
            keep(last, out);
        }
        Bucket bucket = bucket(clock);
        bucket.expire();
        keep(bucket, out);
    }

    private void work(Bucket bucket, TimerService timers) throws Exception {
        bucket.workASlice();
        if (bucket.hasWork()) {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
        }
        if (bucket.staysUntil() > Long.MIN_VALUE) {
            timers.registerEventTimeTimer(bucket.staysUntil());
        }
    }

    private Bucket bucket(long clock) throws Exception {
        BucketHead head = heads.value();
        return new Bucket(head == null ? BucketHead.EMPTY : head, visits, parts, match, options, clock);
    }

    private void keep(Bucket bucket, Collector<IdentityEvent> out) throws Exception {
        bucket.events().forEach(out::collect);
        forgottenEarly.add(bucket.forgottenEarly());
        BucketHead head = bucket.head();
        if (head.isEmpty()) {
            heads.clear();
        } else {
            heads.update(head);
        }
    }

    long forgottenEarly() {
        return forgottenEarly.value();
    }

    long passedOver() {
        return passedOver.value();
    }
}
