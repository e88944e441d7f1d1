package io.facestream.job.observe;

import io.facestream.job.metrics.JobMetric;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * A count of what an operator refused, in its state: it survives a restart, and its sum over the subtasks survives a change of the
 * parallelism. It is a metric as well. Used by the task's thread only.
 */
public final class LastingCount {
    private final ListState<Long> state;
    private final Counter metric;
    private long value;

    private LastingCount(ListState<Long> state, Counter metric) {
        this.state = state;
        this.metric = metric;
    }

    /**
     * The count as it was at the checkpoint; 0 without one. To be called from {@code initializeState}.
     *
     * @param name of the state
     */
    public static LastingCount restore(
            String name, JobMetric metric, FunctionInitializationContext context, MetricGroup operator)
            throws Exception {
        LastingCount count = new LastingCount(
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>(name, Types.LONG)),
                metric.counter(operator));
        for (Long part : count.state.get()) {
            count.add(part);
        }
        return count;
    }

    /** To be called from {@code snapshotState}. */
    public void snapshot() throws Exception {
        state.clear();
        state.add(value);
    }

    public void add(long more) {
        value += more;
        metric.inc(more);
    }

    public long value() {
        return value;
    }
}
