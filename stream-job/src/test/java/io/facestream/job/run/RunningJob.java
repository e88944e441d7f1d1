package io.facestream.job.run;

import io.facestream.job.identify.IdentifyFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job in the test's process that can be stopped with a savepoint and go on from one, with another parallelism. */
public final class RunningJob {
    private final MiniCluster cluster;
    private final JobID id;

    private RunningJob(MiniCluster cluster, JobID id) {
        this.cluster = cluster;
        this.id = id;
    }

    /** A cluster in this process as {@link EmbeddedCluster} configures its own; its checkpoints lie under the folder. */
    public static MiniCluster cluster(Path folder, int slots, Map<String, String> more) throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(folder, more))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        cluster.start();
        return cluster;
    }

    public static Configuration configuration(Path folder, Map<String, String> more) {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(200));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        more.forEach(configuration::setString);
        return configuration;
    }

    /** Starts the job on a cluster, from a savepoint if one is given. */
    public static RunningJob start(
            MiniCluster cluster, Configuration configuration, JobSettings settings, Optional<String> savepoint)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        FaceJob.build(env, settings);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        savepoint.ifPresent(path -> graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(path, false)));
        return new RunningJob(cluster, cluster.submitJob(graph).get().getJobID());
    }

    public JobID id() {
        return id;
    }

    /** Stops the job with a savepoint, without letting its visits go, and returns the savepoint's place. */
    public String stop(Path folder) throws Exception {
        for (int left = 50; ; left--) {
            try {
                String place = cluster.stopWithSavepoint(
                                id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                        .get();
                cluster.requestJobResult(id).get();
                return place;
            } catch (ExecutionException e) {
                if (left == 0 || status().isGloballyTerminalState()) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    public void cancel() throws Exception {
        cluster.cancelJob(id).get();
        cluster.requestJobResult(id).get();
    }

    public JobStatus status() throws Exception {
        return cluster.getJobStatus(id).get();
    }

    /** The job as the cluster sees it. */
    public AccessExecutionGraph graph() throws Exception {
        return cluster.getExecutionGraph(id).get();
    }

    /** Counters of the job by name, as its tasks last told them. */
    public Map<String, String> accumulators() throws Exception {
        Map<String, String> values = new TreeMap<>();
        for (var result : graph().getAccumulatorResultsStringified()) {
            values.put(result.getName(), result.getValue());
        }
        return values;
    }

    /** The facebank of each subtask that has one: version and hash. */
    public Map<Integer, String> facebanks() throws Exception {
        Map<Integer, String> facebanks = new TreeMap<>();
        String text = accumulators().getOrDefault(IdentifyFunction.HASHES, "{}");
        for (String entry : text.substring(1, text.length() - 1).split(", ")) {
            if (!entry.isEmpty()) {
                facebanks.put(
                        Integer.parseInt(entry.substring(0, entry.indexOf('='))),
                        entry.substring(entry.indexOf('=') + 1));
            }
        }
        return facebanks;
    }
}
