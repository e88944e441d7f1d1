package io.facestream.job.sink;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A committer's surroundings, whose counters can be read. */
final class CommitterContext implements CommitterInitContext {
    private final Metrics metrics = new Metrics();

    long count(String name) {
        return metrics.counter(name).getCount();
    }

    @Override
    public SinkCommitterMetricGroup metricGroup() {
        return metrics;
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return OptionalLong.empty();
    }

    @Override
    public JobInfo getJobInfo() {
        return new JobInfo() {
            @Override
            public JobID getJobId() {
                return new JobID(1, 1);
            }

            @Override
            public String getJobName() {
                return "test";
            }
        };
    }

    @Override
    public TaskInfo getTaskInfo() {
        return new TaskInfo() {
            @Override
            public String getTaskName() {
                return "committer";
            }

            @Override
            public int getMaxNumberOfParallelSubtasks() {
                return 1;
            }

            @Override
            public int getIndexOfThisSubtask() {
                return 0;
            }

            @Override
            public int getNumberOfParallelSubtasks() {
                return 1;
            }

            @Override
            public int getAttemptNumber() {
                return 0;
            }

            @Override
            public String getTaskNameWithSubtasks() {
                return "committer (1/1)";
            }

            @Override
            public String getAllocationIDAsString() {
                return "";
            }
        };
    }

    private static final class Metrics extends UnregisteredMetricsGroup implements SinkCommitterMetricGroup {
        private final Map<String, Counter> counters = new ConcurrentHashMap<>();

        @Override
        public MetricGroup addGroup(String name) {
            return this;
        }

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, n -> new SimpleCounter());
        }

        @Override
        public Counter getNumCommittablesTotalCounter() {
            return counter("total");
        }

        @Override
        public Counter getNumCommittablesFailureCounter() {
            return counter("failure");
        }

        @Override
        public Counter getNumCommittablesRetryCounter() {
            return counter("retry");
        }

        @Override
        public Counter getNumCommittablesSuccessCounter() {
            return counter("success");
        }

        @Override
        public Counter getNumCommittablesAlreadyCommittedCounter() {
            return counter("alreadyCommitted");
        }

        @Override
        public void setCurrentPendingCommittablesGauge(Gauge<Integer> gauge) {
            // Nobody asks here.
        }

        @Override
        public OperatorIOMetricGroup getIOMetricGroup() {
            throw new UnsupportedOperationException("not asked for by a committer");
        }
    }
}
