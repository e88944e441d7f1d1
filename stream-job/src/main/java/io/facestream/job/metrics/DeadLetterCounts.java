package io.facestream.job.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts an operator's dead letters by reason; reasons known beforehand are shown from the start, so that the first one is a rise. */
public final class DeadLetterCounts {
    private final MetricGroup operator;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public DeadLetterCounts(MetricGroup operator, Enum<?>[]... known) {
        this.operator = operator;
        for (Enum<?>[] reasons : known) {
            for (Enum<?> reason : reasons) {
                show(reason.name());
            }
        }
    }

    /** Shows a reason before it has occurred. */
    public void show(String reason) {
        counters.computeIfAbsent(reason, name -> JobMetric.DEAD_LETTERS.counter(operator, name));
    }

    public void count(String reason) {
        counters.computeIfAbsent(reason, name -> JobMetric.DEAD_LETTERS.counter(operator, name))
                .inc();
    }
}
