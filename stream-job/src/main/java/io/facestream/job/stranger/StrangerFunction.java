package io.facestream.job.stranger;

import io.facestream.job.event.IdentityEvent;
import io.facestream.job.metrics.JobMetric;
import io.facestream.job.model.ModelThresholds;
import io.facestream.job.observe.LastingCount;
import io.facestream.job.visit.UnnamedVisit;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link Strangers} a model on keyed state. Visits and corrections wait for the cameras' common clock, so that they are taken in the
 * order of capture time. What a visit is compared with is also kept on the heap.
 */
final class StrangerFunction extends KeyedCoProcessFunction<String, UnnamedVisit, IdentityEvent, IdentityEvent>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Counts strangers who were forgotten before their time, because there were too many. */
    static final String FORGOTTEN_EARLY = "strangers.forgotten-early";

    private final StrangerOptions options;
    private final ModelThresholds thresholds;
    private transient Map<String, MatchThresholds> opened;
    private transient MapState<String, Stranger> strangers;
    private transient MapState<String, StrangerVisits> visits;
    private transient MapState<Long, List<UnnamedVisit>> waitingVisits;
    private transient MapState<Long, List<IdentityEvent>> waitingCorrections;
    private transient Map<String, Map<String, Stranger>> groups;

    @SuppressWarnings("NullAway.Init") // set before the function is opened
    private transient LastingCount forgottenEarly;

    StrangerFunction(StrangerOptions options, ModelThresholds thresholds) {
        this.options = options;
        this.thresholds = thresholds;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        forgottenEarly = LastingCount.restore(
                FORGOTTEN_EARLY,
                JobMetric.STRANGERS_FORGOTTEN,
                context,
                getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        forgottenEarly.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        opened = new HashMap<>();
        groups = new HashMap<>();
        strangers = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("strangers", Types.STRING, TypeInformation.of(Stranger.class)));
        visits = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "stranger-visits", Types.STRING, TypeInformation.of(StrangerVisits.class)));
        waitingVisits = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-visits", Types.LONG, Types.LIST(TypeInformation.of(UnnamedVisit.class))));
        waitingCorrections = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-corrections", Types.LONG, Types.LIST(TypeInformation.of(IdentityEvent.class))));
    }

    @Override
    public void processElement1(UnnamedVisit visit, Context context, Collector<IdentityEvent> out) throws Exception {
        TimerService timers = context.timerService();
        if (visit.leftAtMillis() > timers.currentWatermark()) {
            await(waitingVisits, visit.leftAtMillis(), visit, timers);
            return;
        }
        if (visit.leftAtMillis() + options.rememberMillis() > timers.currentWatermark()) {
            Strangers group = group(context.getCurrentKey());
            group.seen(visit);
            timers.registerEventTimeTimer(visit.leftAtMillis() + options.rememberMillis());
            give(group, out);
        }
    }

    @Override
    public void processElement2(IdentityEvent correction, Context context, Collector<IdentityEvent> out)
            throws Exception {
        if (correction.capturedAtMillis() > context.timerService().currentWatermark()) {
            await(waitingCorrections, correction.capturedAtMillis(), correction, context.timerService());
            return;
        }
        Strangers group = group(context.getCurrentKey());
        group.named(correction);
        give(group, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<IdentityEvent> out) throws Exception {
        if (thresholdsOf(context.getCurrentKey()) == null) {
            forget(context.getCurrentKey());
            return;
        }
        Strangers group = group(context.getCurrentKey());
        group.expire(timestamp);
        List<IdentityEvent> corrections = take(waitingCorrections, timestamp);
        Set<String> named = new HashSet<>();
        corrections.forEach(correction -> named.add(correction.visitId()));
        List<UnnamedVisit> arrived = new ArrayList<>(take(waitingVisits, timestamp));
        arrived.removeIf(visit -> named.contains(visit.visitId()));
        arrived.sort(Comparator.comparing(UnnamedVisit::visitId));
        for (UnnamedVisit visit : arrived) {
            group.seen(visit);
            context.timerService().registerEventTimeTimer(visit.leftAtMillis() + options.rememberMillis());
        }
        for (IdentityEvent correction : corrections) {
            group.named(correction);
        }
        give(group, out);
    }

    private static <T> void await(MapState<Long, List<T>> waiting, long until, T one, TimerService timers)
            throws Exception {
        List<T> there = waiting.get(until);
        List<T> all = there == null ? new ArrayList<>() : new ArrayList<>(there);
        all.add(one);
        waiting.put(until, all);
        timers.registerEventTimeTimer(until);
    }

    private static <T> List<T> take(MapState<Long, List<T>> waiting, long at) throws Exception {
        List<T> there = waiting.get(at);
        if (there == null) {
            return List.of();
        }
        waiting.remove(at);
        return there;
    }

    private Strangers group(String key) throws Exception {
        Map<String, Stranger> known = groups.get(key);
        if (known == null) {
            known = new HashMap<>();
            for (Map.Entry<String, Stranger> entry : strangers.entries()) {
                known.put(entry.getKey(), entry.getValue());
            }
            groups.put(key, known);
        }
        return new Strangers(new StateBook(known), Objects.requireNonNull(thresholdsOf(key), "thresholds"), options);
    }

    private @Nullable MatchThresholds thresholdsOf(String modelId) {
        if (!opened.containsKey(modelId)) {
            MatchThresholds ofModel = thresholds.of(modelId);
            if (ofModel == null) {
                return null;
            }
            opened.put(modelId, ofModel);
        }
        return opened.get(modelId);
    }

    /** Strangers whom a model has seen that the job has no more: nobody will be compared with them. */
    private void forget(String modelId) throws Exception {
        int known = 0;
        for (Iterator<String> ids = strangers.keys().iterator(); ids.hasNext(); ids.next()) {
            known++;
        }
        forgottenEarly.add(known);
        groups.remove(modelId);
        strangers.clear();
        visits.clear();
        waitingVisits.clear();
        waitingCorrections.clear();
    }

    private void give(Strangers group, Collector<IdentityEvent> out) {
        group.takeEvents().forEach(out::collect);
        forgottenEarly.add(group.takeForgottenEarly());
    }

    long forgottenEarly() {
        return forgottenEarly.value();
    }

    /** One group's strangers in state, read through the heap. */
    private final class StateBook implements StrangerBook {
        private final Map<String, Stranger> known;

        StateBook(Map<String, Stranger> known) {
            this.known = known;
        }

        @Override
        public Collection<Stranger> all() {
            return known.values();
        }

        @Override
        public @Nullable Stranger find(String strangerId) {
            return known.get(strangerId);
        }

        @Override
        public List<StrangerVisit> visits(String strangerId) throws Exception {
            return visits.get(strangerId).kept();
        }

        @Override
        public void put(Stranger stranger, List<StrangerVisit> kept) throws Exception {
            known.put(stranger.strangerId(), stranger);
            strangers.put(stranger.strangerId(), stranger);
            visits.put(stranger.strangerId(), new StrangerVisits(kept));
        }

        @Override
        public void remove(String strangerId) throws Exception {
            known.remove(strangerId);
            strangers.remove(strangerId);
            visits.remove(strangerId);
        }
    }
}
