package io.facestream.bench;

import io.facestream.job.facebank.BankLedger;
import io.facestream.job.facebank.FacebankFeed;
import io.facestream.job.facebank.FacebankSource;
import io.facestream.job.facebank.FacebankUpdate;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.identify.IdentifyFunction;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import io.facestream.job.run.FaceJob;
import io.facestream.job.track.TrackEnd;
import io.facestream.job.track.TrackedFace;
import io.facestream.job.track.TrackedFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.accumulators.StringifiedAccumulatorResult;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.OutputTag;

/**
 * The part of the job that knows the facebank, in a cluster of this process, under a steady stream of probes: each frame has one face, whose
 * track ends with it, so that each frame is decided. For measurements and tests of how recognition goes on while the facebank changes.
 */
public final class ProbeJob implements AutoCloseable {
    private static final int MAX_PARALLELISM = 4096;
    private static final Map<String, Queue<Seen>> RUNS = new ConcurrentHashMap<>();
    private static final Map<String, Queue<Object>> SIDE = new ConcurrentHashMap<>();
    private static final Map<String, Map<Integer, String>> LATEST = new ConcurrentHashMap<>();

    private final String run = UUID.randomUUID().toString();
    private final Path work;
    private final int parallelism;
    private final MiniCluster cluster;
    private final JobID job;

    /**
     * A decision.
     *
     * @param probe which of the probes it was
     * @param number of the frame; each has its own
     * @param dueNanos {@link System#nanoTime()} at which the frame was due
     * @param nanos {@link System#nanoTime()} at which the decision was there
     */
    public record Seen(
            int subtask,
            int probe,
            long number,
            long dueNanos,
            long nanos,
            String facebankVersion,
            String modelId,
            Decision decision) {}

    /**
     * What to run.
     *
     * @param probes unit vectors, which each subtask meets in turns
     * @param every time between two frames of one subtask
     * @param work folder for checkpoints and savepoints
     * @param savepoint to begin from; empty for none
     * @param checkpointEvery the job's default is 5 s
     * @param shadow a second model that decides beside the first
     * @param shadowProbes as that model sees the probes; empty where there is none
     */
    public record Plan(
            FacebankFeed.Factory feed,
            VectorOpener.Factory vectors,
            int parallelism,
            List<float[]> probes,
            Duration every,
            Path work,
            String savepoint,
            Duration checkpointEvery,
            Optional<ModelChoice> shadow,
            List<float[]> shadowProbes) {

        /** A plan with one model. */
        public Plan(
                FacebankFeed.Factory feed,
                VectorOpener.Factory vectors,
                int parallelism,
                List<float[]> probes,
                Duration every,
                Path work,
                String savepoint,
                Duration checkpointEvery) {
            this(
                    feed,
                    vectors,
                    parallelism,
                    probes,
                    every,
                    work,
                    savepoint,
                    checkpointEvery,
                    Optional.empty(),
                    List.of());
        }

        /** A plan with a checkpoint each second, from nothing. */
        public Plan(
                FacebankFeed.Factory feed,
                VectorOpener.Factory vectors,
                int parallelism,
                List<float[]> probes,
                Duration every,
                Path work) {
            this(feed, vectors, parallelism, probes, every, work, "", Duration.ofSeconds(1));
        }
    }

    /** Starts the job; it runs until this is closed. */
    public static ProbeJob start(Plan plan) throws Exception {
        return new ProbeJob(plan);
    }

    private ProbeJob(Plan plan) throws Exception {
        work = Files.createDirectories(plan.work());
        parallelism = plan.parallelism();
        RUNS.put(run, new ConcurrentLinkedQueue<>());
        SIDE.put(run, new ConcurrentLinkedQueue<>());
        LATEST.put(run, new ConcurrentHashMap<>());
        Configuration configuration = configuration(plan);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        build(env, plan);
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(plan.parallelism())
                .build());
        cluster.start();
        job = cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
    }

    private Configuration configuration(Plan plan) {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                work.resolve("checkpoints").toUri().toString());
        configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, org.apache.flink.configuration.MemorySize.ZERO);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(200));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        if (!plan.savepoint().isEmpty()) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, plan.savepoint());
        }
        return configuration;
    }

    private void build(StreamExecutionEnvironment env, Plan plan) {
        env.setMaxParallelism(MAX_PARALLELISM);
        env.setParallelism(plan.parallelism());
        env.getConfig().enableObjectReuse();
        env.enableCheckpointing(plan.checkpointEvery().toMillis());
        env.setBufferTimeout(FaceJob.BUFFER_TIMEOUT_MILLIS);
        var facebank = env.fromSource(
                        new FacebankSource(plan.feed()),
                        FacebankSource.watermarks(),
                        "facebank",
                        TypeInformation.of(FacebankUpdate.class))
                .uid("facebank")
                .setParallelism(1)
                .broadcast(
                        BankLedger.TEMPLATES,
                        BankLedger.PEOPLE,
                        BankLedger.ABOUT,
                        BankLedger.SHADOW_TEMPLATES,
                        BankLedger.SHADOW_PEOPLE,
                        BankLedger.SHADOW_ABOUT);
        IdentifyFunction identify =
                new IdentifyFunction(IdentifyOptions.defaults(), new ModelChoice(""), plan.vectors());
        plan.shadow().ifPresent(identify::beside);
        SingleOutputStreamOperator<IdentifiedFrame> identified = env.fromSource(
                        new NumberSequenceSource(0, Long.MAX_VALUE),
                        org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks(),
                        "probes",
                        Types.LONG)
                .uid("probes")
                .setParallelism(1)
                .map(new Pace(plan.probes(), plan.shadowProbes(), cameras(plan.parallelism()), plan.every()))
                .returns(TypeInformation.of(TrackedFrame.class))
                .uid("pace")
                .setParallelism(1)
                .keyBy(TrackedFrame::cameraId)
                .connect(facebank)
                .process(identify)
                .returns(TypeInformation.of(IdentifiedFrame.class))
                .uid("identify");
        identified.map(new Look(run)).returns(Types.BOOLEAN).uid("look").sinkTo(new DiscardingSink<>());
        side(identified, IdentifyFunction.ERASED, "erased");
        side(identified, IdentifyFunction.COMPARED, "compared");
        side(identified, io.facestream.job.deadletter.DeadLetter.TAG, "refused");
    }

    private <T> void side(SingleOutputStreamOperator<IdentifiedFrame> identified, OutputTag<T> tag, String uid) {
        String key = run;
        identified
                .getSideOutput(tag)
                .map(value ->
                        SIDE.getOrDefault(key, new ConcurrentLinkedQueue<>()).add(value))
                .returns(Types.BOOLEAN)
                .uid(uid)
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>());
    }

    /** A camera for each subtask. */
    private static List<String> cameras(int parallelism) {
        List<String> cameras = new ArrayList<>();
        for (int i = 0; cameras.size() < parallelism; i++) {
            String camera = "camera" + i;
            if (KeyGroupRangeAssignment.assignKeyToParallelOperator(camera, MAX_PARALLELISM, parallelism)
                    == cameras.size()) {
                cameras.add(camera);
            }
        }
        return cameras;
    }

    /** Decisions so far, in the order in which they came. */
    public List<Seen> seen() {
        return List.copyOf(RUNS.getOrDefault(run, new ConcurrentLinkedQueue<>()));
    }

    /** How many decisions there are so far. */
    public int decisions() {
        return RUNS.getOrDefault(run, new ConcurrentLinkedQueue<>()).size();
    }

    /**
     * Whether the latest decision of every subtask is by this version of the facebank.
     *
     * @throws IllegalStateException if the job has failed
     */
    public boolean allDecideBy(String facebankVersion) throws Exception {
        requireNoFailure();
        Map<Integer, String> latest = LATEST.getOrDefault(run, Map.of());
        return latest.size() == parallelism && latest.values().stream().allMatch(facebankVersion::equals);
    }

    /** What came by the side outputs: people who were erased, records that were refused. */
    public <T> List<T> side(Class<T> type) {
        return SIDE.getOrDefault(run, new ConcurrentLinkedQueue<>()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The job's accumulators as text. */
    public Map<String, String> accumulators() throws Exception {
        Map<String, String> values = new TreeMap<>();
        for (StringifiedAccumulatorResult result :
                cluster.getExecutionGraph(job).get().getAccumulatorResultsStringified()) {
            values.put(result.getName(), result.getValue());
        }
        return values;
    }

    /** Whether the job is as it was started: no task has failed. */
    public boolean runs() throws Exception {
        return cluster.getJobStatus(job).get() == JobStatus.RUNNING;
    }

    private void requireNoFailure() throws Exception {
        ErrorInfo failure = cluster.getExecutionGraph(job).get().getFailureInfo();
        if (failure != null && !runs()) {
            throw new IllegalStateException("the job has failed: " + failure.getExceptionAsString());
        }
    }

    /** Writes a savepoint and goes on. */
    public Path savepoint() throws Exception {
        String written = cluster.triggerSavepoint(
                        job, work.resolve("savepoints").toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        return Path.of(java.net.URI.create(written));
    }

    /** Writes a savepoint and ends. */
    public Path stop() throws Exception {
        String written = cluster.stopWithSavepoint(
                        job, work.resolve("savepoints").toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        return Path.of(java.net.URI.create(written));
    }

    @Override
    public void close() throws Exception {
        try {
            if (!cluster.getJobStatus(job).get().isGloballyTerminalState()) {
                cluster.cancelJob(job).get(30, TimeUnit.SECONDS);
            }
        } finally {
            cluster.close();
            RUNS.remove(run);
            SIDE.remove(run);
            LATEST.remove(run);
        }
    }

    /** Makes frames at a steady rate. */
    private static final class Pace extends RichMapFunction<Long, TrackedFrame> {
        private static final long serialVersionUID = 1L;

        private final List<float[]> probes;
        private final List<float[]> shadowProbes;
        private final List<String> cameras;
        private final long everyNanos;
        private long firstNumber;
        private long beganNanos;

        Pace(List<float[]> probes, List<float[]> shadowProbes, List<String> cameras, Duration every) {
            this.probes = new ArrayList<>(probes);
            this.shadowProbes = new ArrayList<>(shadowProbes);
            this.cameras = new ArrayList<>(cameras);
            this.everyNanos = every.toNanos() / cameras.size();
        }

        @Override
        public void open(OpenContext context) {
            firstNumber = -1;
        }

        @Override
        public TrackedFrame map(Long number) throws InterruptedException {
            if (firstNumber < 0) {
                firstNumber = number;
                beganNanos = System.nanoTime();
            }
            long due = beganNanos + (number - firstNumber) * everyNanos;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            String camera = cameras.get((int) (number % cameras.size()));
            int probe = (int) (number / cameras.size() % probes.size());
            String track = "probe-" + probe + "-" + due + "-" + number;
            TrackedFace face = new TrackedFace(
                    track,
                    number,
                    -1,
                    true,
                    0,
                    0,
                    0,
                    80,
                    80,
                    0.5f,
                    FaceRefusal.NONE,
                    new byte[0],
                    probes.get(probe),
                    3.5f);
            return new TrackedFrame(
                    camera,
                    ObservationKind.FRAME,
                    number,
                    -1,
                    List.of(shadowProbes.isEmpty() ? face : face.shadowed(shadowProbes.get(probe), 3.5f)),
                    List.of(new TrackEnd(track, true, number, -1, number, -1)),
                    Map.of(),
                    "");
        }
    }

    /** Notes each decision and when it came. */
    private static final class Look extends RichMapFunction<IdentifiedFrame, Boolean> {
        private static final long serialVersionUID = 1L;

        private final String run;

        Look(String run) {
            this.run = run;
        }

        @Override
        public Boolean map(IdentifiedFrame frame) {
            var end = frame.ended().get(0);
            String[] track = end.trackId().split("-");
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            LATEST.getOrDefault(run, new ConcurrentHashMap<>()).put(subtask, frame.facebankVersion());
            Queue<Seen> seen = RUNS.get(run);
            return seen != null
                    && seen.add(new Seen(
                            subtask,
                            Integer.parseInt(track[1]),
                            Long.parseLong(track[3]),
                            Long.parseLong(track[2]),
                            System.nanoTime(),
                            frame.facebankVersion(),
                            frame.modelId(),
                            end.decision()));
        }
    }
}
