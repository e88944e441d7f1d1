package io.facestream.job.identify;

import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.facebank.BankChange;
import io.facestream.job.facebank.BankLedger;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.facebank.ErasedPerson;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the identifier of each camera on keyed state against the facebank in broadcast state. The index that is searched is derived from the
 * state on another thread; until it is there, recognition goes on with the one before. Until the first version of the facebank is complete
 * and its index is there, frames wait in keyed state: broadcast has no order against them.
 */
public final class IdentifyFunction
        extends KeyedBroadcastProcessFunction<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> {
    private static final long serialVersionUID = 1L;

    /** Accumulator: how many subtasks have their first complete facebank, and have worked off the frames that waited for it. */
    public static final String READY = "facebank-ready";

    /** Accumulator: {@link FacebankHashes}. */
    public static final String HASHES = "facebank-hashes";

    /** Accumulator: the longest time, in microseconds, that the facebank has held up recognition in one go. */
    public static final String LONGEST_PAUSE = "facebank-longest-pause-micros";

    /** Accumulator: records of the facebank that were no rows. */
    public static final String REFUSED = "facebank-rows-refused";

    /** People who were erased from the facebank, once each; of the first subtask only. */
    public static final OutputTag<ErasedPerson> ERASED =
            new OutputTag<>("facebank-erased", TypeInformation.of(ErasedPerson.class));

    /** Who was enrolled, looks different or is gone, for those who remember whom they have seen; of the first subtask only. */
    public static final OutputTag<Enrolment> ENROLMENTS =
            new OutputTag<>("facebank-enrolments", TypeInformation.of(Enrolment.class));

    /** People of whom {@link #ENROLMENTS} has yet to tell, each with the version in which something changed. */
    public static final MapStateDescriptor<String, String> UNTOLD =
            new MapStateDescriptor<>("facebank-untold", Types.STRING, Types.STRING);

    private static final Logger LOG = LoggerFactory.getLogger(IdentifyFunction.class);
    private static final long KEYS_AGAIN_MILLIS = 1_000;
    private static final long KEYS_SELDOM_MILLIS = 60_000;
    private static final int KEYS_SOON = 10;

    private static final ListStateDescriptor<TrackedFrame> WAITING =
            new ListStateDescriptor<>("frames-before-facebank", TrackedFrame.class);

    private final IdentifyOptions options;
    private final ModelChoice models;
    private final VectorOpener.Factory vectors;
    private boolean tellsEnrolments;
    private transient BankLedger ledger;
    private transient IndexBuilder builder;
    private transient Identifier identifier;
    private transient String modelId;
    private transient FacebankHashes hashes;
    private transient FacebankFigures figures;
    private transient LongMaximum longestPause;
    private transient ValueState<IdentifyState> states;
    private transient ListState<TrackedFrame> waiting;
    private transient @Nullable FacebankIndex index;
    private transient @Nullable FacebankIndex expiring;
    private transient boolean restored;
    private transient boolean submitted;
    private transient boolean open;
    private transient long keysAgainMillis;
    private transient int keysTried;

    /** Identifies by a facebank whose templates are in the clear. */
    public IdentifyFunction(IdentifyOptions options, ModelChoice models) {
        this(options, models, () -> VectorOpener.CLEAR);
    }

    /** @param vectors opens templates that are sealed */
    public IdentifyFunction(IdentifyOptions options, ModelChoice models, VectorOpener.Factory vectors) {
        this.options = options;
        this.models = models;
        this.vectors = vectors;
    }

    /** Has {@link #ENROLMENTS} told. */
    public IdentifyFunction tellingEnrolments() {
        tellsEnrolments = true;
        return this;
    }

    @Override
    public void open(OpenContext context) {
        ModelCard card = models.open().embedding().card();
        modelId = card.sha256();
        identifier = new Identifier(options);
        ledger = new BankLedger();
        builder = new IndexBuilder(vectors, MatchThresholds.of(card), options, card.dimension());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("evidence", IdentifyState.class));
        waiting = getRuntimeContext().getListState(WAITING);
        hashes = new FacebankHashes(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
        longestPause = new LongMaximum();
        getRuntimeContext().addAccumulator(HASHES, hashes);
        getRuntimeContext().addAccumulator(LONGEST_PAUSE, longestPause);
        figures = new FacebankFigures(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void close() {
        if (builder != null) {
            if (index != null) {
                builder.release(index);
            }
            builder.close();
        }
    }

    @Override
    public void processElement(TrackedFrame frame, ReadOnlyContext context, Collector<IdentifiedFrame> out)
            throws Exception {
        if (open) {
            takeNewIndex();
            identify(frame, out);
        } else {
            waiting.add(frame);
        }
    }

    @Override
    public void processBroadcastElement(FacebankUpdate update, Context context, Collector<IdentifiedFrame> out)
            throws Exception {
        long began = System.nanoTime();
        BankLedger.Tables tables = new BankLedger.Tables(
                context.getBroadcastState(BankLedger.TEMPLATES),
                context.getBroadcastState(BankLedger.PEOPLE),
                context.getBroadcastState(BankLedger.ABOUT));
        if (!restored) {
            restored = true;
            restore(tables, update.atMillis(), context);
        }
        boolean first = isFirstSubtask();
        BankChange change = ledger.absorb(update, tables).orElse(null);
        if (change != null) {
            figures.committed(BankLedger.version(tables.about()), change.name());
            if (submitted) {
                submit(change, context);
            } else {
                submitAll(BankLedger.all(tables, update.atMillis()), context);
            }
            figures.otherModels(update.otherModel());
            if (first) {
                change.erased().forEach(person -> context.output(ERASED, person));
            }
        }
        BankChange expired = ledger.expire(update.atMillis(), tables).orElse(null);
        if (expired != null && submitted) {
            submit(expired, context);
        }
        List<DeadLetter> refused = BankLedger.refused(update.refused(), tables.about());
        if (first) {
            for (DeadLetter letter : refused) {
                context.output(DeadLetter.TAG, letter);
                figures.refused(letter);
            }
            getRuntimeContext().getIntCounter(REFUSED).add(refused.size());
        }
        takeNewIndex();
        tellEnrolments(context);
        lookAtTheTime(update.atMillis());
        longestPause.add((System.nanoTime() - began) / 1_000);
        figures.paused(longestPause.getLocalValuePrimitive());
        if (!open && index != null) {
            open = true;
            context.applyToKeyedState(WAITING, (camera, frames) -> {
                List<TrackedFrame> held = new ArrayList<>();
                frames.get().forEach(held::add);
                frames.clear();
                for (TrackedFrame frame : held) {
                    identify(frame, out);
                }
            });
            getRuntimeContext().getIntCounter(READY).add(1);
        }
    }

    private boolean isFirstSubtask() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    }

    private void submit(BankChange change, Context context) throws Exception {
        Set<String> toTell = new TreeSet<>();
        if (tellsEnrolments && isFirstSubtask()) {
            change.people().forEach(person -> toTell.add(person.personId()));
            change.templates().forEach(template -> toTell.add(template.personId()));
            toTell.remove(""); // a template that was not there
            for (String personId : toTell) {
                context.getBroadcastState(UNTOLD).put(personId, change.name());
            }
        }
        builder.submit(change, toTell);
    }

    /**
     * Begins with all that the state holds; who was to be told of before a restart still is. Whoever is in the first version that a job
     * sees was enrolled before anybody was seen.
     */
    private void submitAll(BankChange all, Context context) throws Exception {
        Set<String> untold = new TreeSet<>();
        if (tellsEnrolments && isFirstSubtask()) {
            context.getBroadcastState(UNTOLD).immutableEntries().forEach(entry -> untold.add(entry.getKey()));
        }
        submitted = true;
        builder.submit(all, untold);
    }

    private void tellEnrolments(Context context) throws Exception {
        Newcomers.News news = builder.newcomers().take();
        while (news != null) {
            news.parts().forEach(part -> context.output(ENROLMENTS, part));
            for (String personId : news.personIds()) {
                context.getBroadcastState(UNTOLD).remove(personId);
            }
            news = builder.newcomers().take();
        }
    }

    /** The facebank of a checkpoint serves until the source has sent its own; one of another model does not. */
    private void restore(BankLedger.Tables tables, long atMillis, Context context) throws Exception {
        if (!BankLedger.isWhole(tables.about())) {
            return;
        }
        BankChange all = BankLedger.all(tables, atMillis);
        if (all.modelId().equals(modelId)) {
            figures.committed(BankLedger.version(tables.about()), all.name());
            submitAll(all, context);
        } else {
            LOG.warn(
                    "facebank {} of the checkpoint: refused: model {} (expected: {}); waiting for one of this model",
                    all.name(),
                    all.modelId(),
                    modelId);
        }
    }

    private void lookAtTheTime(long atMillis) {
        FacebankIndex now = index;
        if (now == null) {
            return;
        }
        if (atMillis >= now.summary().nextExpiryMillis() && expiring != now) {
            expiring = now;
            builder.expire(atMillis);
        }
        if (now.summary().withoutKey() == 0) {
            keysTried = 0;
        } else if (atMillis >= keysAgainMillis) {
            keysAgainMillis = atMillis + (++keysTried < KEYS_SOON ? KEYS_AGAIN_MILLIS : KEYS_SELDOM_MILLIS);
            builder.retryKeys();
        }
    }

    private void takeNewIndex() {
        FacebankIndex next = builder.takeReady();
        if (next == null) {
            return;
        }
        if (index != null) {
            builder.release(index);
        }
        index = next;
        figures.searched(next);
        FacebankIndex.Summary summary = next.summary();
        hashes.add(summary.version() + "/" + summary.hash());
        LOG.info(
                "facebank {} ({}): {} people, {} templates, {} people without key, {} templates refused, threshold {} at one shot",
                summary.version(),
                summary.hash(),
                next.people(),
                summary.templates(),
                summary.withoutKey(),
                summary.refused(),
                next.threshold(1));
    }

    private void identify(TrackedFrame frame, Collector<IdentifiedFrame> out) throws Exception {
        FacebankIndex facebank = java.util.Objects.requireNonNull(index);
        IdentifyState state = states.value();
        Identifier.Step step = identifier.step(state == null ? IdentifyState.EMPTY : state, frame, facebank);
        if (frame.kind() == ObservationKind.ENDED || step.state().tracks().isEmpty()) {
            states.clear();
        } else {
            states.update(step.state());
        }
        out.collect(step.frame());
    }
}
