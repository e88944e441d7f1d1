package io.facestream.bench;

import io.facestream.job.embed.EmbeddingServices;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.accumulators.StringifiedAccumulatorResult;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job behind its detector on a made street, in this process: RocksDB, checkpoints and sinks as in any run. */
final class MadeStreetRun {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private MadeStreetRun() {}

    /**
     * What a run cost, from the first frame to the last committed event.
     *
     * @param cost without that of making the frames
     * @param checkpoints that were completed, the last one, which ends the job, not counted
     * @param checkpointBytes of the largest, facebank included
     * @param checkpointMillis mean
     * @param idleBytes of heap and direct memory while the job has its facebank and waits for frames; 0 where that was not asked for
     */
    record Result(Cost cost, long checkpoints, long checkpointBytes, double checkpointMillis, double idleBytes) {}

    /** @param weigh whether the memory is to be looked at, for which the collector is asked to run */
    static Result run(MadeStreet street, JobSettings settings, boolean weigh) throws Exception {
        Path work = Files.createTempDirectory("facestream-street");
        String run = "street-" + NUMBER.incrementAndGet();
        Configuration configuration = configuration(work);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        FaceJob.buildBehindDetection(
                env,
                settings,
                into -> MadeFrames.of(into, street, run),
                EmbeddingServices.operator(
                        MadeStreet::vectors,
                        ModelStore.defaultPack().embedding().card()));
        MiniClusterConfiguration shape = new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.parallelism())
                .build();
        try (MiniCluster cluster = new MiniCluster(shape)) {
            cluster.start();
            JobID job =
                    cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
            return measured(cluster, job, settings.parallelism(), run, work, weigh);
        } finally {
            MadeFrames.begin(run);
            Workplace.delete(work);
        }
    }

    private static Result measured(
            MiniCluster cluster, JobID job, int parallelism, String run, Path work, boolean weigh) throws Exception {
        await(cluster, job, counters -> counters.getOrDefault(IdentifyFunction.READY, 0L) >= parallelism);
        double idleBytes = weigh ? GallerySpeed.usedBytes() : 0;
        CheckpointStatsSnapshot[] before = new CheckpointStatsSnapshot[1];
        Cost cost = Cost.of(() -> {
            MadeFrames.begin(run);
            await(cluster, job, counters -> counters.getOrDefault(MadeFrames.ENDED, 0L) >= parallelism);
            before[0] = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
            String target = work.resolve("savepoint").toUri().toString();
            cluster.stopWithSavepoint(job, target, true, SavepointFormatType.CANONICAL)
                    .get();
        });
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
        double made = counters(graph).getOrDefault(MadeFrames.CPU_NANOS, 0L) / 1e9;
        var checkpoints = before[0].getSummaryStats();
        return new Result(
                new Cost(cost.cpuSeconds() - made, cost.wallSeconds()),
                before[0].getCounts().getNumberOfCompletedCheckpoints(),
                Math.max(0, checkpoints.getStateSizeStats().getMaximum()),
                Math.max(0, checkpoints.getEndToEndDurationStats().getAverage()),
                idleBytes);
    }

    private static Configuration configuration(Path work) {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                work.resolve("checkpoints").toUri().toString());
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, LOOK_EVERY); // it carries the accumulators
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }

    private static void await(MiniCluster cluster, JobID job, Predicate<Map<String, Long>> done) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
            if (graph.getState().isGloballyTerminalState()) {
                throw new IllegalStateException("the job has ended: "
                        + (graph.getFailureInfo() == null
                                ? graph.getState()
                                : graph.getFailureInfo().getExceptionAsString()));
            }
            if (done.test(counters(graph))) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the job is not done after " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    private static Map<String, Long> counters(AccessExecutionGraph graph) {
        Map<String, Long> counters = new TreeMap<>();
        for (StringifiedAccumulatorResult result : graph.getAccumulatorResultsStringified()) {
            if (result.getValue().matches("\\d{1,18}")) {
                counters.put(result.getName(), Long.parseLong(result.getValue()));
            }
        }
        return counters;
    }
}
