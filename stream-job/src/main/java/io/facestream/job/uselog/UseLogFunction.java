package io.facestream.job.uselog;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Chains the facts of each camera. The chain's head is keyed state: after a failure the entries that were not committed come again, with
 * the same hashes, and a job that goes on from a savepoint goes on with the chains.
 */
public final class UseLogFunction extends KeyedProcessFunction<String, UseFact, UseLine> {
    private static final long serialVersionUID = 1L;

    private final String job;
    private transient ValueState<ChainHead> heads;

    /** @param job names this job, and no other: the same again after a failure */
    public UseLogFunction(String job) {
        this.job = job;
    }

    @Override
    public void open(OpenContext context) {
        heads = getRuntimeContext().getState(new ValueStateDescriptor<>("chain-head", ChainHead.class));
    }

    @Override
    public void processElement(UseFact fact, Context context, Collector<UseLine> out) throws Exception {
        @Nullable ChainHead known = heads.value();
        ChainHead head = known == null ? ChainHead.begin(job) : known;
        if (!head.job().equals(job)) {
            head = append(head.continuedBy(job), UseFacts.started(fact.cameraId(), fact.atMillis(), job), out);
        }
        heads.update(append(head, fact, out));
    }

    private static ChainHead append(ChainHead head, UseFact fact, Collector<UseLine> out) {
        ChainHead.Appended appended = head.append(fact);
        out.collect(appended.line());
        return appended.head();
    }
}
