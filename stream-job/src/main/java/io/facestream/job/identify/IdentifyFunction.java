package io.facestream.job.identify;

import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.BankTemplateSerializer;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.track.TrackedFrame;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the identifier of each camera on keyed state against the facebank in broadcast state. Until the first version of the facebank is
 * complete, frames wait in keyed state: broadcast has no order against them. The index that is searched is derived from the state.
 */
public final class IdentifyFunction
        extends KeyedBroadcastProcessFunction<String, TrackedFrame, FacebankUpdate, IdentifiedFrame> {
    private static final long serialVersionUID = 1L;

    /** Accumulator: how many subtasks have their first complete facebank. */
    public static final String READY = "facebank-ready";

    /** Templates by id. */
    public static final MapStateDescriptor<String, BankTemplate> TEMPLATES =
            new MapStateDescriptor<>("facebank-templates", StringSerializer.INSTANCE, BankTemplateSerializer.INSTANCE);

    /** What is known of the facebank as a whole, by the names below. */
    public static final MapStateDescriptor<String, String> ABOUT =
            new MapStateDescriptor<>("facebank-about", Types.STRING, Types.STRING);

    private static final String VERSION = "version";
    private static final String MODEL = "model";
    private static final Logger LOG = LoggerFactory.getLogger(IdentifyFunction.class);

    private static final ListStateDescriptor<TrackedFrame> WAITING =
            new ListStateDescriptor<>("frames-before-facebank", TrackedFrame.class);

    private final IdentifyOptions options;
    private final ModelChoice models;
    private transient MatchThresholds thresholds;
    private transient Identifier identifier;
    private transient ValueState<IdentifyState> states;
    private transient ListState<TrackedFrame> waiting;
    private transient @Nullable FacebankIndex index;

    public IdentifyFunction(IdentifyOptions options, ModelChoice models) {
        this.options = options;
        this.models = models;
    }

    @Override
    public void open(OpenContext context) {
        identifier = new Identifier(options);
        thresholds = MatchThresholds.of(models.open().embedding().card());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("evidence", IdentifyState.class));
        waiting = getRuntimeContext().getListState(WAITING);
    }

    @Override
    public void close() {
        if (index != null) {
            index.close();
        }
    }

    @Override
    public void processElement(TrackedFrame frame, ReadOnlyContext context, Collector<IdentifiedFrame> out)
            throws Exception {
        if (index == null && context.getBroadcastState(ABOUT).contains(VERSION)) {
            rebuild(context.getBroadcastState(TEMPLATES), context.getBroadcastState(ABOUT));
        }
        if (index == null) {
            waiting.add(frame);
        } else {
            identify(frame, index, out);
        }
    }

    @Override
    public void processBroadcastElement(FacebankUpdate update, Context context, Collector<IdentifiedFrame> out)
            throws Exception {
        BroadcastState<String, BankTemplate> templates = context.getBroadcastState(TEMPLATES);
        for (BankTemplate template : update.upserts()) {
            templates.put(template.templateId(), template);
        }
        for (String templateId : update.removals()) {
            templates.remove(templateId);
        }
        if (!update.commits()) {
            return;
        }
        removeOlderThan(update.generation(), templates);
        BroadcastState<String, String> about = context.getBroadcastState(ABOUT);
        about.put(VERSION, update.version());
        about.put(MODEL, update.modelId());
        boolean first = index == null;
        rebuild(templates, about);
        if (first) {
            FacebankIndex ready = Objects.requireNonNull(index);
            context.applyToKeyedState(WAITING, (camera, frames) -> {
                List<TrackedFrame> held = new ArrayList<>();
                frames.get().forEach(held::add);
                frames.clear();
                for (TrackedFrame frame : held) {
                    identify(frame, ready, out);
                }
            });
        }
    }

    private void identify(TrackedFrame frame, FacebankIndex facebank, Collector<IdentifiedFrame> out) throws Exception {
        IdentifyState state = states.value();
        Identifier.Step step = identifier.step(state == null ? IdentifyState.EMPTY : state, frame, facebank);
        if (frame.kind() == ObservationKind.ENDED || step.state().tracks().isEmpty()) {
            states.clear();
        } else {
            states.update(step.state());
        }
        out.collect(step.frame());
    }

    private static void removeOlderThan(long generation, BroadcastState<String, BankTemplate> templates)
            throws Exception {
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, BankTemplate> entry : templates.entries()) {
            if (entry.getValue().generation() < generation) {
                gone.add(entry.getKey());
            }
        }
        for (String templateId : gone) {
            templates.remove(templateId);
        }
    }

    private void rebuild(
            ReadOnlyBroadcastState<String, BankTemplate> templates, ReadOnlyBroadcastState<String, String> about)
            throws Exception {
        List<BankTemplate> bank = new ArrayList<>();
        templates.immutableEntries().forEach(entry -> bank.add(entry.getValue()));
        FacebankIndex next = new FacebankIndex(bank, about.get(VERSION), about.get(MODEL), thresholds, options.fpir());
        FacebankIndex before = index;
        index = next;
        if (before == null) {
            getRuntimeContext().getIntCounter(READY).add(1);
        } else {
            before.close();
        }
        LOG.info(
                "facebank {}: {} people, {} templates, threshold {} at one shot",
                next.version(),
                next.people(),
                bank.size(),
                next.threshold(1));
    }
}
