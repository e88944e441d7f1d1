package io.facestream.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.frames.FramesTopics;
import io.facestream.job.metrics.JobMetric;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.SavepointFit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs of a cluster of this machine: submits them, looks after them, ends them. */
public final class ClusterJobs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LOOK_EVERY_MILLIS = 300;

    private final LocalCluster cluster;
    private final ClusterRest rest;

    public ClusterJobs(LocalCluster cluster) {
        this.cluster = cluster;
        this.rest = cluster.rest();
    }

    /**
     * What a job begins from.
     *
     * @param savepoint folder of a savepoint or of a retained checkpoint; empty for a fresh start
     * @param allowNonRestored whether state that no operator claims may be dropped
     */
    public record Start(Optional<String> savepoint, boolean allowNonRestored) {
        public static final Start FRESH = new Start(Optional.empty(), false);

        public static Start from(String savepoint) {
            return new Start(Optional.of(savepoint), false);
        }
    }

    /**
     * How a job is.
     *
     * @param restarts since its JobManager leads
     * @param lastCheckpointMillis when the last checkpoint was complete; 0 for none
     * @param lostTransactions what Kafka gave up before its commit: identity events that are lost
     */
    public record Health(
            String id,
            String name,
            String state,
            int tasks,
            int runningTasks,
            long restarts,
            long checkpoints,
            long failedCheckpoints,
            long lastCheckpointMillis,
            long lastCheckpointBytes,
            long lostTransactions) {}

    /** Builds the job and does nothing with it: fails where it could not be submitted. */
    public static void build(JobSettings settings) {
        settings.frames().topics().forEach(FramesTopics::check);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
        FaceJob.build(env, settings);
        env.getStreamGraph().getJobGraph();
    }

    /** Builds the job, gives it to the cluster in this process's version and returns its id. It is the same topology as in one process. */
    public String submit(JobSettings settings, String name, Start start) throws Exception {
        return submit(settings, name, start, cluster.versions().own());
    }

    /** Builds the job and gives it to the cluster in some version, which must build the same topology as this process. */
    public String submit(JobSettings settings, String name, Start start, JobVersion version) throws Exception {
        settings.frames().topics().forEach(FramesTopics::check);
        Configuration configuration = ClusterConfiguration.read(cluster.folder());
        configuration.removeConfig(HighAvailabilityOptions.HA_MODE); // the client asks the port that answers
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(RestOptions.PORT, rest.leader());
        configuration.set(PipelineOptions.JARS, List.of(version.jar().toUri().toString()));
        start.savepoint().ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, start.allowNonRestored());
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        FaceJob.build(env, settings);
        if (start.savepoint().isPresent() && !start.allowNonRestored()) {
            SavepointFit.check(
                    start.savepoint().get(), env.getStreamGraph(false).getJobGraph());
        }
        JobClient client = env.executeAsync(name);
        JobID id = client.getJobID();
        return id.toHexString();
    }

    /**
     * How a job was submitted.
     *
     * @param arguments of the command
     * @param version of the job
     * @param before the version from which it was taken over; empty for none
     */
    public record Submitted(List<String> arguments, String version, Optional<String> before) {
        public Submitted {
            arguments = List.copyOf(arguments);
        }
    }

    /** Keeps how a job was submitted, for its owner's eyes only, so that it can be submitted again. */
    public void remember(String job, Submitted submitted) throws IOException {
        Path file = cluster.folder().jobs().resolve(job + ".json");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ObjectNode node = JSON.createObjectNode();
        submitted.arguments().forEach(node.putArray("arguments")::add);
        node.put("version", submitted.version());
        submitted.before().ifPresent(before -> node.put("before", before));
        Files.writeString(file, node.toPrettyString());
    }

    /** How a job was submitted; empty where that was not kept. */
    public Optional<Submitted> submitted(String job) throws IOException {
        Path file = cluster.folder().jobs().resolve(job + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode node = JSON.readTree(file.toFile());
        List<String> arguments = new ArrayList<>();
        node.path("arguments").forEach(argument -> arguments.add(argument.asText()));
        return Optional.of(new Submitted(
                arguments,
                node.path("version").asText(),
                Optional.ofNullable(node.path("before").textValue())));
    }

    /** Jobs that have not ended, the latest first. */
    public List<Health> running() throws IOException, InterruptedException {
        List<Health> running = new ArrayList<>();
        for (ClusterRest.Job job : rest.jobs()) {
            if (!job.ended()) {
                running.add(health(job));
            }
        }
        return running;
    }

    private Health health(ClusterRest.Job job) throws IOException, InterruptedException {
        ClusterRest.Checkpoints checkpoints = rest.checkpoints(job.id());
        return new Health(
                job.id(),
                job.name(),
                job.state(),
                job.tasks(),
                job.running(),
                rest.restarts(job.id()),
                checkpoints.completed(),
                checkpoints.failed(),
                checkpoints.lastMillis(),
                checkpoints.lastBytes(),
                rest.sum(job.id(), JobMetric.LOST_TRANSACTIONS.ownName()));
    }

    /**
     * The job that is meant.
     *
     * @param job its id or the beginning of it; empty for the only one that runs
     */
    public String require(Optional<String> job) throws IOException, InterruptedException {
        List<String> ids = rest.jobs().stream()
                .filter(running -> !running.ended())
                .map(ClusterRest.Job::id)
                .filter(id -> id.startsWith(job.orElse("")))
                .toList();
        if (ids.size() != 1) {
            throw new IllegalStateException("job: " + job.orElse("none given") + ", " + ids.size()
                    + " of the running ones are meant (expected: one of ./facestream cluster status)");
        }
        return ids.get(0);
    }

    public void cancel(String job) throws IOException, InterruptedException {
        rest.cancel(job);
        awaitEnd(job);
    }

    /** Writes a savepoint into the cluster's folder and returns its place; the job goes on. */
    public String savepoint(String job) throws IOException, InterruptedException {
        return rest.savepoint(job, savepoints(), false, false);
    }

    /** Ends a job with a savepoint, from which it can go on. */
    public String stop(String job) throws IOException, InterruptedException {
        String place = rest.savepoint(job, savepoints(), true, false);
        awaitEnd(job);
        return place;
    }

    /** Ends a job as if its cameras had ended: every visit is closed, every event committed. */
    public void drain(String job) throws IOException, InterruptedException {
        rest.savepoint(job, savepoints(), true, true);
        awaitEnd(job);
    }

    /** The job's counters, as its tasks last told them. */
    public Map<String, Long> counters(String job) throws IOException, InterruptedException {
        return rest.accumulators(job);
    }

    /** The number of the job's last complete checkpoint; -1 for none. */
    public long lastCheckpoint(String job) throws IOException, InterruptedException {
        return rest.checkpoints(job).lastId();
    }

    /** When the job's last checkpoint was complete, and what came before it committed, epoch milliseconds; 0 for none. */
    public long lastCheckpointMillis(String job) throws IOException, InterruptedException {
        return rest.checkpoints(job).lastMillis();
    }

    /** Whether a checkpoint that began after a moment is complete. */
    public boolean checkpointedSince(String job, long millis) throws IOException, InterruptedException {
        return rest.checkpoints(job).lastTriggeredMillis() > millis;
    }

    /** How often the job was restarted since its JobManager leads. */
    public long restarts(String job) throws IOException, InterruptedException {
        return rest.restarts(job);
    }

    /** Whether the job has not ended; true also while no JobManager leads. */
    public boolean isAlive(String job) throws IOException, InterruptedException {
        return rest.jobs().stream().noneMatch(candidate -> candidate.id().equals(job) && candidate.ended());
    }

    /** Why a job has ended, in a line. */
    public String failure(String job) throws IOException, InterruptedException {
        return rest.failure(job);
    }

    /** Whether every task of the job runs. */
    public boolean isRunning(String job) throws IOException, InterruptedException {
        return rest.jobs().stream().anyMatch(candidate -> candidate.id().equals(job) && candidate.allRunning());
    }

    /** Folder of a savepoint as a path of this machine. */
    public static Path path(String savepoint) {
        return savepoint.startsWith("file:") ? Path.of(URI.create(savepoint)) : Path.of(savepoint);
    }

    private String savepoints() {
        return cluster.folder().savepoints().toUri().toString();
    }

    private void awaitEnd(String job) throws IOException, InterruptedException {
        while (rest.jobs().stream().anyMatch(candidate -> candidate.id().equals(job) && !candidate.ended())) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
