package io.facestream.job.identify;

import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.facebank.BankChange;
import io.facestream.job.facebank.BankLedger;
import io.facestream.job.facebank.Enrolment;
import io.facestream.job.facebank.ErasedPerson;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.track.TrackedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
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
 *
 * <p>A second model, where there is one, decides on the same frames beside the first, on vectors, evidence and templates of its own. The
 * facebank says which of the two is in force, by version; its frames go on.
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

    /** Tracks as both models decided on them; only where there are two. */
    public static final OutputTag<ComparedTrack> COMPARED =
            new OutputTag<>("compared-tracks", TypeInformation.of(ComparedTrack.class));

    private static final Logger LOG = LoggerFactory.getLogger(IdentifyFunction.class);

    private static final ListStateDescriptor<TrackedFrame> WAITING =
            new ListStateDescriptor<>("frames-before-facebank", TrackedFrame.class);

    private final IdentifyOptions options;
    private final ModelChoice models;
    private final VectorOpener.Factory vectors;
    private boolean tellsEnrolments;
    private @Nullable ModelChoice shadow;
    private transient JobBank bank;
    private transient @Nullable JobBank shadowBank;
    private transient IndexBuilder builder;
    private transient IndexUpkeep upkeep;
    private transient EnrolmentNews news;
    private transient FrameDecisions decisions;
    private transient @Nullable ShadowFigures shadowFigures;
    private transient FacebankHashes hashes;
    private transient FacebankFigures figures;
    private transient LongMaximum longestPause;
    private transient ListState<TrackedFrame> waiting;
    private transient @Nullable FacebankIndexes indexes;
    private transient boolean restored;
    private transient boolean open;

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

    /** Has a second model decide beside the first. */
    public IdentifyFunction beside(ModelChoice second) {
        shadow = second;
        return this;
    }

    @Override
    public void open(OpenContext context) {
        SearchModel model = SearchModel.of(models.open().embedding().card());
        SearchModel second =
                shadow == null ? null : SearchModel.of(shadow.open().embedding().card());
        String shadowId = second == null ? "" : second.modelId();
        bank = JobBank.first(model.modelId());
        shadowBank = second == null ? null : JobBank.second(shadowId);
        builder = new IndexBuilder(vectors, model, second, options);
        upkeep = new IndexUpkeep(builder);
        news = new EnrolmentNews(tellsEnrolments && isFirstSubtask());
        decisions = new FrameDecisions(model.modelId(), shadowId, options, getRuntimeContext());
        shadowFigures =
                second == null ? null : new ShadowFigures(getRuntimeContext().getMetricGroup());
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
            if (indexes != null) {
                builder.release(indexes);
            }
            builder.close();
        }
    }

    @Override
    public void processElement(TrackedFrame frame, ReadOnlyContext context, Collector<IdentifiedFrame> out)
            throws Exception {
        if (open) {
            takeNewIndex();
            out.collect(decisions.decide(frame, current(), telling(context::output)));
        } else {
            waiting.add(frame);
        }
    }

    @Override
    public void processBroadcastElement(FacebankUpdate update, Context context, Collector<IdentifiedFrame> out)
            throws Exception {
        long began = System.nanoTime();
        if (!restored) {
            restored = true;
            restore(update.atMillis(), context);
        }
        take(update, context);
        expire(update.atMillis(), context);
        refuse(update, context);
        takeNewIndex();
        news.tell(builder.newcomers(), context);
        if (indexes != null) {
            upkeep.lookAt(update.atMillis(), indexes);
        }
        longestPause.add((System.nanoTime() - began) / 1_000);
        figures.paused(longestPause.getLocalValuePrimitive());
        if (!open && indexes != null) {
            open = true;
            letGo(context, out);
        }
    }

    private void take(FacebankUpdate update, Context context) throws Exception {
        BankChange change = bank.take(update, context);
        BankChange shadowChange = shadowBank == null ? null : shadowBank.take(update.ofShadow(), context);
        submit(change, shadowChange, context);
        if (change == null) {
            return;
        }
        figures.committed(BankLedger.version(bank.tables(context).about()), change.name());
        figures.otherModels(update.otherModel());
        if (isFirstSubtask()) {
            change.erased().forEach(person -> context.output(ERASED, person));
        }
    }

    private void expire(long atMillis, Context context) throws Exception {
        BankChange expired = bank.expire(atMillis, context);
        BankChange shadowExpired = shadowBank == null ? null : shadowBank.expire(atMillis, context);
        submit(expired, shadowExpired, context);
    }

    private void refuse(FacebankUpdate update, Context context) throws Exception {
        List<DeadLetter> refused =
                BankLedger.refused(update.refused(), bank.tables(context).about());
        if (isFirstSubtask()) {
            for (DeadLetter letter : refused) {
                context.output(DeadLetter.TAG, letter);
                figures.refused(letter);
            }
            getRuntimeContext().getIntCounter(REFUSED).add(refused.size());
        }
    }

    /** Decides on the frames that have waited for the facebank. */
    private void letGo(Context context, Collector<IdentifiedFrame> out) throws Exception {
        context.applyToKeyedState(WAITING, (camera, frames) -> {
            List<TrackedFrame> held = new ArrayList<>();
            frames.get().forEach(held::add);
            frames.clear();
            for (TrackedFrame frame : held) {
                out.collect(decisions.decide(frame, current(), telling(context::output)));
            }
        });
        getRuntimeContext().getIntCounter(READY).add(1);
    }

    private boolean isFirstSubtask() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    }

    /** Compared tracks are told of, and change nothing. */
    private Consumer<ComparedTrack> telling(BiConsumer<OutputTag<ComparedTrack>, ComparedTrack> output) {
        return track -> {
            if (shadowFigures != null) {
                shadowFigures.count(track);
            }
            output.accept(COMPARED, track);
        };
    }

    private FacebankIndexes current() {
        return Objects.requireNonNull(indexes, "a facebank");
    }

    /** Has the indexes made, if anything has changed. News are told of those whose templates of the model in force have. */
    private void submit(@Nullable BankChange change, @Nullable BankChange shadowChange, Context context)
            throws Exception {
        if (change == null && shadowChange == null) {
            return;
        }
        Set<String> toTell = shadowBank != null && shadowBank.isInForce()
                ? news.note(shadowBank, shadowChange, context)
                : news.note(bank, change, context);
        builder.submit(change, shadowChange, toTell);
    }

    /** The facebank of a checkpoint serves until the source has sent its own; evidence of a model stays with it. */
    private void restore(long atMillis, Context context) throws Exception {
        BroadcastState<String, String> about = bank.tables(context).about();
        String shadowId = shadowBank == null ? "" : shadowBank.modelId();
        List<String> before = BankLedger.embeddedBy(about);
        if (!before.isEmpty() && !before.equals(List.of(bank.modelId(), shadowId))) {
            LOG.info(
                    "evidence of the checkpoint: models {} (expected: {} {}); each model goes on with its own",
                    before,
                    bank.modelId(),
                    shadowId);
            context.applyToKeyedState(FrameDecisions.EVIDENCE, (camera, state) -> decisions.adopt(before));
            forgetVectors(!before.get(0).equals(bank.modelId()), !before.get(1).equals(shadowId), context);
        }
        BankLedger.embeddedBy(bank.modelId(), shadowId, about);
        BankChange all = bank.restored(atMillis, context);
        if (all != null) {
            figures.committed(BankLedger.version(about), all.name());
        }
        BankChange shadowAll = shadowBank == null ? null : shadowBank.restored(atMillis, context);
        submit(all, shadowAll, context);
    }

    /** Frames that still wait for a facebank were embedded by the models of the job before. */
    private static void forgetVectors(boolean first, boolean second, Context context) throws Exception {
        context.applyToKeyedState(WAITING, (camera, frames) -> {
            List<TrackedFrame> kept = new ArrayList<>();
            for (TrackedFrame frame : frames.get()) {
                kept.add(frame.with(frame.faces().stream()
                        .map(face -> face.without(first, second))
                        .toList()));
            }
            frames.update(kept);
        });
    }

    private void takeNewIndex() {
        FacebankIndexes next = builder.takeReady();
        if (next == null) {
            return;
        }
        FacebankIndexes before = indexes;
        if (before != null) {
            builder.release(before);
        }
        indexes = next;
        FacebankIndex deciding = next.deciding();
        figures.searched(next);
        FacebankIndex.Summary summary = deciding.summary();
        hashes.add(summary.version() + "/" + summary.hash());
        LOG.info(
                "facebank {} ({}): {} people, {} templates, {} people without key, {} templates refused, threshold {} at one shot",
                summary.version(),
                summary.hash(),
                deciding.people(),
                summary.templates(),
                summary.withoutKey(),
                summary.refused(),
                deciding.threshold(1));
        ShadowFigures.tell(before, next);
    }
}
