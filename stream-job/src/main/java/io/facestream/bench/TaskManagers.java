package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.ClusterShape;
import io.facestream.cluster.LocalCluster;
import io.facestream.cluster.LocalKafka;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.gateway.Gateway;
import io.facestream.ingest.gateway.GatewayOptions;
import io.facestream.ingest.gateway.GatewayReport;
import io.facestream.job.detect.DetectFunction;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.SettingsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/**
 * What a second TaskManager brings on this machine: the job on the same topic of frames with one and with two subtasks, each in a process
 * of its own, in turns. Both processes run all the time, so that nothing but the job differs.
 */
final class TaskManagers implements Measurement {
    private static final List<String> SCENES = List.of("real1", "photo_cam1");
    private static final int SUBTASKS = 2;
    private static final String FRAMES = "frames";
    private static final String EVENTS = "identity-events";
    /** Of the topic of frames, each with a camera of its own. */
    private static final int PARTITIONS = 8;

    /** Shares of the frames that are sent; every sixth of them lies between two positions of the grid. */
    private static final double FROM = 0.15;

    private static final double TO = 0.75;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 100;
    private static final double TICKS_A_SECOND = 100;
    private static final int IDLE_TIME = 4;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    @Override
    public String name() {
        return "taskmanagers";
    }

    @Override
    public String about() {
        return "frames a second, two TaskManagers / one, on this machine; CPU seconds a frame, the same, and how many cores were busy";
    }

    /**
     * What a job did between two moments.
     *
     * @param busyCores of its TaskManagers
     * @param idleCores that nobody on the machine used
     */
    private record Pace(double framesASecond, double cpuAFrame, double busyCores, double idleCores) {}

    @Override
    public boolean hasGoal() {
        return false;
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Path folder = workplace.fresh("taskmanagers");
        LocalKafka kafka = LocalKafka.start(Files.createDirectories(folder.resolve("kafka")), 0);
        try {
            long frames = send(workplace, kafka.servers());
            ClusterShape shape = new ClusterShape(1, SUBTASKS, 1, "1600m", 0, List.of());
            LocalCluster cluster = LocalCluster.start(folder.resolve("cluster"), shape, workplace::say);
            try {
                Runs runs = new Runs(workplace, cluster, kafka.servers(), frames);
                return report(workplace, figures, runs);
            } finally {
                cluster.stop();
            }
        } finally {
            kafka.stop();
        }
    }

    private static boolean report(Workplace workplace, ObjectNode figures, Runs runs) throws Exception {
        workplace.say("warming up");
        runs.pace(SUBTASKS);
        List<Double> speed = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> busyOne = new ArrayList<>();
        List<Double> busyTwo = new ArrayList<>();
        List<Double> idleOne = new ArrayList<>();
        List<Double> idleTwo = new ArrayList<>();
        for (int round = 1; round <= workplace.rounds(); round++) {
            Pace one = runs.pace(1);
            Pace two = runs.pace(SUBTASKS);
            speed.add(two.framesASecond() / one.framesASecond());
            cpu.add(two.cpuAFrame() / one.cpuAFrame());
            busyOne.add(one.busyCores());
            busyTwo.add(two.busyCores());
            idleOne.add(one.idleCores());
            idleTwo.add(two.idleCores());
            workplace.say(String.format(
                    Locale.ROOT,
                    "round %d: one %.1f frames/s, %.1f CPU ms a frame, %.2f cores busy, %.2f of the machine idle; two %.1f, %.1f, %.2f, %.2f",
                    round,
                    one.framesASecond(),
                    1e3 * one.cpuAFrame(),
                    one.busyCores(),
                    one.idleCores(),
                    two.framesASecond(),
                    1e3 * two.cpuAFrame(),
                    two.busyCores(),
                    two.idleCores()));
        }
        workplace.say(String.format(
                Locale.ROOT,
                "median, two / one: frames a second %.2f, CPU a frame %.2f; cores of the TaskManagers busy %.2f and %.2f, of the machine idle %.2f and %.2f, of %d",
                Cost.median(speed),
                Cost.median(cpu),
                Cost.median(busyOne),
                Cost.median(busyTwo),
                Cost.median(idleOne),
                Cost.median(idleTwo),
                Runtime.getRuntime().availableProcessors()));
        figures.put("speedRatio", Cost.median(speed)).put("cpuRatio", Cost.median(cpu));
        figures.put("busyCoresOne", Cost.median(busyOne)).put("busyCoresTwo", Cost.median(busyTwo));
        figures.put("idleCoresOne", Cost.median(idleOne)).put("idleCoresTwo", Cost.median(idleTwo));
        figures.put("cores", Runtime.getRuntime().availableProcessors()).put("rounds", workplace.rounds());
        return true;
    }

    /** Writes the frames of some cameras; gives how many there are. */
    private static long send(Workplace workplace, String servers) throws Exception {
        Map<String, String> client = Map.of("bootstrap.servers", servers);
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(client))) {
            admin.createTopics(List.of(
                            new NewTopic(FRAMES, PARTITIONS, (short) 1), new NewTopic(EVENTS, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        List<CameraSpec> cameras = new ArrayList<>();
        for (String id : balanced()) {
            String scene = SCENES.get(cameras.size() / SUBTASKS % SCENES.size());
            cameras.add(CameraSpec.parse(id + "=" + workplace.data("video/scenes/" + scene + ".mp4")));
        }
        long sent = 0;
        try (Gateway gateway = new Gateway(cameras, FRAMES, client, GatewayOptions.defaults())) {
            for (GatewayReport report : gateway.run(progress -> {})) {
                sent += report.sent();
            }
        }
        return sent;
    }

    /**
     * A camera a partition, in turns for both subtasks, of those that read and look as of those that follow: with few of them chance would
     * decide the speed.
     */
    private static List<String> balanced() {
        List<String> cameras = new ArrayList<>();
        for (int i = 0; cameras.size() < PARTITIONS; i++) {
            String camera = "camera" + i;
            int partition = Utils.toPositive(Utils.murmur2(camera.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
            int subtask =
                    KeyGroupRangeAssignment.assignKeyToParallelOperator(camera, CapacityPlan.MOST_SUBTASKS, SUBTASKS);
            if (partition == cameras.size() && subtask == partition % SUBTASKS) {
                cameras.add(camera);
            }
        }
        return cameras;
    }

    /** Runs of the job on one cluster. */
    private record Runs(Workplace workplace, LocalCluster cluster, String servers, long frames) {
        Pace pace(int subtasks) throws Exception {
            ClusterJobs jobs = new ClusterJobs(cluster);
            Configuration options = new Configuration();
            options.setString(JobOptions.FRAMES.key(), "kafka://" + servers + "/" + FRAMES);
            options.setString(JobOptions.EVENTS.key(), "kafka://" + servers + "/" + EVENTS);
            for (var none : List.of(
                    JobOptions.SIGHTINGS,
                    JobOptions.ANNOTATIONS_TOPIC,
                    JobOptions.DEAD_LETTERS,
                    JobOptions.JOURNEYS,
                    JobOptions.USE_LOG)) {
                options.set(none, "none");
            }
            options.set(
                    JobOptions.FACEBANK, workplace.data("video/scene_facebank").toString());
            options.set(JobOptions.DEVICE, "cpu");
            options.set(JobOptions.PARALLELISM, subtasks);
            String job = jobs.submit(
                    SettingsReader.read(List.of(), options, List.of()), "taskmanagers", ClusterJobs.Start.FRESH);
            try {
                long from = await(jobs, job, (long) (FROM * frames));
                double cpu = cpuSeconds();
                double idle = idleSeconds();
                long began = System.nanoTime();
                long to = await(jobs, job, (long) (TO * frames));
                double seconds = (System.nanoTime() - began) / 1e9;
                double spent = cpuSeconds() - cpu;
                double unused = idleSeconds() - idle;
                return new Pace((to - from) / seconds, spent / (to - from), spent / seconds, unused / seconds);
            } finally {
                jobs.cancel(job);
            }
        }

        /** Waits until so many frames were looked at, and the number has just changed. */
        private static long await(ClusterJobs jobs, String job, long wanted) throws Exception {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                long seen = jobs.counters(job).getOrDefault(DetectFunction.FRAMES, 0L);
                if (seen >= wanted) {
                    return seen;
                }
                if (!jobs.isAlive(job)) {
                    throw new IllegalStateException("the job has failed: " + jobs.failure(job));
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            throw new IllegalStateException("frames: fewer than " + wanted + " looked at after " + PATIENCE);
        }

        /** Time that cores of this machine had nothing to do so far. */
        private static double idleSeconds() throws IOException {
            String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
            return Long.parseLong(fields[IDLE_TIME]) / TICKS_A_SECOND;
        }

        /** CPU time of the TaskManagers so far. */
        private double cpuSeconds() throws IOException {
            double seconds = 0;
            for (LocalCluster.Process process : cluster.processes()) {
                if (process.name().startsWith("taskmanager") && process.alive()) {
                    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    seconds +=
                            (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_A_SECOND;
                }
            }
            return seconds;
        }
    }
}
