package io.facestream.job.identify;

import io.facestream.job.facebank.BankChange;
import io.facestream.job.facebank.BankLedger;
import io.facestream.job.facebank.BankPerson;
import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.FacebankUpdate;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The facebank of one of the job's models in broadcast state, in tables of its own. */
final class JobBank {
    private static final Logger LOG = LoggerFactory.getLogger(JobBank.class);

    private final String modelId;
    private final MapStateDescriptor<String, BankTemplate> templates;
    private final MapStateDescriptor<String, BankPerson> people;
    private final MapStateDescriptor<String, String> about;
    private final BankLedger ledger = new BankLedger();
    private boolean begun;
    private boolean tookAll;
    private String inForce = "";

    private JobBank(
            String modelId,
            MapStateDescriptor<String, BankTemplate> templates,
            MapStateDescriptor<String, BankPerson> people,
            MapStateDescriptor<String, String> about) {
        this.modelId = modelId;
        this.templates = templates;
        this.people = people;
        this.about = about;
    }

    static JobBank first(String modelId) {
        return new JobBank(modelId, BankLedger.TEMPLATES, BankLedger.PEOPLE, BankLedger.ABOUT);
    }

    static JobBank second(String modelId) {
        return new JobBank(modelId, BankLedger.SHADOW_TEMPLATES, BankLedger.SHADOW_PEOPLE, BankLedger.SHADOW_ABOUT);
    }

    String modelId() {
        return modelId;
    }

    BankLedger.Tables tables(KeyedBroadcastProcessFunction<?, ?, ?, ?>.Context context) {
        return new BankLedger.Tables(
                context.getBroadcastState(templates),
                context.getBroadcastState(people),
                context.getBroadcastState(about));
    }

    /** What is to be searched otherwise after an update, all that there is at first; null if nothing changes. */
    @Nullable
    BankChange take(FacebankUpdate update, KeyedBroadcastProcessFunction<?, ?, ?, ?>.Context context) throws Exception {
        BankLedger.Tables tables = tables(context);
        BankChange change = ledger.absorb(update, tables).orElse(null);
        if (change == null) {
            return null;
        }
        if (!change.modelId().equals(modelId)) {
            LOG.warn("facebank {}: refused: model {} (expected: {})", change.name(), change.modelId(), modelId);
            return null;
        }
        tookAll = !begun;
        begun = true;
        inForce = change.inForce();
        return tookAll ? withNewsOf(change, BankLedger.all(tables, update.atMillis())) : change;
    }

    /** Who was erased with the first change that a job sees after a restart is news. */
    private static BankChange withNewsOf(BankChange change, BankChange all) {
        return new BankChange(
                all.name(),
                all.modelId(),
                all.templates(),
                all.people(),
                change.erased(),
                all.settings(),
                all.atMillis(),
                all.inForce());
    }

    /** What is to be searched no longer, because somebody's time is over; null for nothing, and while nothing is searched yet. */
    @Nullable
    BankChange expire(long atMillis, KeyedBroadcastProcessFunction<?, ?, ?, ?>.Context context) throws Exception {
        BankChange over = ledger.expire(atMillis, tables(context)).orElse(null);
        if (over == null || !begun) {
            return null;
        }
        tookAll = false;
        return over;
    }

    /** What a checkpoint holds, if it is of this model; null if not. */
    @Nullable
    BankChange restored(long atMillis, KeyedBroadcastProcessFunction<?, ?, ?, ?>.Context context) throws Exception {
        BankLedger.Tables tables = tables(context);
        if (!BankLedger.isWhole(tables.about())) {
            return null;
        }
        BankChange all = BankLedger.all(tables, atMillis);
        if (!all.modelId().equals(modelId)) {
            LOG.warn(
                    "facebank {} of the checkpoint: refused: model {} (expected: {}); waiting for one of this model",
                    all.name(),
                    all.modelId(),
                    modelId);
            return null;
        }
        tookAll = true;
        begun = true;
        inForce = all.inForce();
        return all;
    }

    /** Whether what was given last is all that there is. */
    boolean tookAll() {
        return tookAll;
    }

    /** Whether the facebank is to be searched by this model. */
    boolean isInForce() {
        return inForce.equals(modelId);
    }
}
