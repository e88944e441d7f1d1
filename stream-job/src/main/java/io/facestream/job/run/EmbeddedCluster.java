package io.facestream.job.run;

import io.facestream.job.detect.DetectFunction;
import io.facestream.job.frames.FramesOptions;
import io.facestream.job.frames.FramesTopics;
import io.facestream.job.frames.KafkaFrames;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.metrics.reporter.PrometheusEndpoint;
import io.facestream.job.watch.JobPulse;
import io.facestream.job.watch.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.accumulators.StringifiedAccumulatorResult;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the job in this process. When all cameras have ended, topics of frames included, it drains the job, so that the last events are committed; {@link #stop} does
 * the same early.
 */
public final class EmbeddedCluster {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(400);
    private static final int RESTARTS = 3;
    private static final int DRAIN_ATTEMPTS = 100;

    private static final int NO_METRICS = -1;

    private final int metricsPort;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** What each accumulator has reached: after a failure it begins anew, and a camera that has ended by then adds nothing. */
    private final Map<String, Long> reached = new TreeMap<>();

    /** A cluster that tells its metrics to nobody. */
    public EmbeddedCluster() {
        this(NO_METRICS);
    }

    private EmbeddedCluster(int metricsPort) {
        this.metricsPort = metricsPort;
    }

    /** A cluster that answers Prometheus at a port of this machine's loopback address; see {@link PrometheusEndpoint}. */
    public static EmbeddedCluster withMetrics(int port) {
        return new EmbeddedCluster(port);
    }

    /** Asks the run to end as if all cameras had ended; from any thread. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Runs the job to its end.
     *
     * @param progress told the job's accumulators by name, now and then
     * @return the most that each accumulator has reached
     */
    public Map<String, Long> run(JobSettings settings, Consumer<Map<String, Long>> progress) throws Exception {
        settings.frames().topics().forEach(FramesTopics::check);
        Path work = Files.createTempDirectory("facestream");
        Configuration configuration = configuration(work);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        FaceJob.build(env, settings);
        MiniClusterConfiguration shape = new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.parallelism())
                .build();
        try (MiniCluster cluster = new MiniCluster(shape)) {
            cluster.start();
            JobID job =
                    cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
            for (int left = DRAIN_ATTEMPTS; ; left--) {
                await(cluster, job, settings, progress);
                if (drain(cluster, job, work, left == 1)) {
                    results(cluster, job).forEach(this::reach);
                    return Map.copyOf(reached);
                }
            }
        } finally {
            delete(work);
        }
    }

    private Configuration configuration(Path work) {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                work.resolve("checkpoints").toUri().toString());
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        configuration.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, LOOK_EVERY); // it carries the accumulators
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        if (metricsPort != NO_METRICS) {
            PrometheusEndpoint.configure(configuration, metricsPort);
        }
        return configuration;
    }

    /** Waits until all cameras have ended and their faces have met the facebank, or until the run is asked to end. */
    private void await(MiniCluster cluster, JobID job, JobSettings settings, Consumer<Map<String, Long>> progress)
            throws Exception {
        long metNanos = 0;
        while (true) {
            boolean asked = stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
            RunView.find(settings.view()).ifPresent(view -> view.job(pulse(graph)));
            if (graph.getState().isGloballyTerminalState()) {
                throw failure(graph);
            }
            if (graph.getState() != JobStatus.RUNNING && !asked) {
                continue; // it goes back after a failure, and what was counted counts no more
            }
            Map<String, Long> counters = counters(graph);
            counters.forEach(this::reach);
            progress.accept(counters);
            boolean met = counters.getOrDefault(IdentifyFunction.READY, 0L) >= settings.parallelism();
            metNanos = met && metNanos == 0 ? System.nanoTime() : metNanos;
            // A camera that ended before a failure is not counted again: then the source's tasks tell, at the next
            // checkpoint.
            boolean ended = counters.getOrDefault(DetectFunction.ENDED, 0L)
                            >= settings.cameras().size()
                    || finished(graph);
            long nanos = System.nanoTime() - metNanos;
            if (asked || met && ended && listEnded(settings, nanos) && framesEnded(settings, counters, nanos)) {
                return;
            }
        }
    }

    /** A topic has no end: it ends with the run's duration, or when as many cameras have ended as were announced. */
    private static boolean framesEnded(JobSettings settings, Map<String, Long> counters, long nanos) {
        FramesOptions frames = settings.frames();
        boolean announced =
                frames.untilEnded() > 0 && counters.getOrDefault(KafkaFrames.ENDED, 0L) >= frames.untilEnded();
        return frames.topics().isEmpty() || announced || isOver(settings, nanos);
    }

    /** Where cameras may be added at any time, only the run's duration ends it. */
    private static boolean listEnded(JobSettings settings, long nanos) {
        return settings.camerasFile().isEmpty() || isOver(settings, nanos);
    }

    private static boolean isOver(JobSettings settings, long nanos) {
        return settings.duration().isPresent()
                && nanos >= settings.duration().get().toNanos();
    }

    private static boolean finished(AccessExecutionGraph graph) {
        for (var vertex : graph.getVerticesTopologically()) {
            if (vertex.getName().startsWith("Source: " + FaceJob.CAMERAS)) {
                return vertex.getAggregateState() == ExecutionState.FINISHED;
            }
        }
        return false; // the job is still being set up
    }

    private static JobPulse pulse(AccessExecutionGraph graph) {
        CheckpointStatsSnapshot checkpoints = graph.getCheckpointStatsSnapshot();
        CompletedCheckpointStats last =
                checkpoints == null ? null : checkpoints.getHistory().getLatestCompletedCheckpoint();
        return new JobPulse(
                graph.getState().toString(),
                checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfRestoredCheckpoints(),
                checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints(),
                checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfFailedCheckpoints(),
                last == null ? 0 : last.getLatestAckTimestamp(),
                last == null ? 0 : last.getEndToEndDuration(),
                last == null ? 0 : last.getStateSize(),
                counters(graph));
    }

    private void reach(String accumulator, long value) {
        reached.merge(accumulator, value, Math::max);
    }

    private static Map<String, Long> counters(AccessExecutionGraph graph) {
        Map<String, Long> counters = new TreeMap<>();
        for (StringifiedAccumulatorResult result : graph.getAccumulatorResultsStringified()) {
            try {
                counters.put(result.getName(), Long.parseLong(result.getValue()));
            } catch (NumberFormatException e) {
                LOG.debug("accumulator {} is no number", result.getName());
            }
        }
        return counters;
    }

    /**
     * Lets every operator finish what it holds, and commits it. A task that is just closing behind a camera that has ended declines the
     * savepoint; the job runs on and it is tried again. So does one that has just failed: then the job goes back, and has to come to
     * its end anew before it is drained.
     *
     * @param last whether a declined drain is an error
     * @return whether it is done
     */
    private static boolean drain(MiniCluster cluster, JobID job, Path work, boolean last) throws Exception {
        String target = work.resolve("savepoint").toUri().toString();
        try {
            cluster.stopWithSavepoint(job, target, true, SavepointFormatType.CANONICAL)
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (last || cluster.getJobStatus(job).get().isGloballyTerminalState()) {
                throw e;
            }
            LOG.info("the job is not ready to drain; it is tried again");
            LOG.debug("drain declined", e);
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            return false;
        }
    }

    private static Map<String, Long> results(MiniCluster cluster, JobID job) throws Exception {
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
        if (graph.getState() != JobStatus.FINISHED && graph.getState().isGloballyTerminalState()) {
            throw failure(graph);
        }
        return counters(graph);
    }

    private static Exception failure(AccessExecutionGraph graph) {
        if (graph.getFailureInfo() == null) {
            return new IllegalStateException("job: " + graph.getState() + " (expected: RUNNING)");
        }
        Throwable cause =
                graph.getFailureInfo().getException().deserializeError(EmbeddedCluster.class.getClassLoader());
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new IllegalStateException(root.getMessage() == null ? root.toString() : root.getMessage(), cause);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
