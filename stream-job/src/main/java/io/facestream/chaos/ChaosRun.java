package io.facestream.chaos;

import io.facestream.cluster.ClusterJobs;
import io.facestream.cluster.ClusterShape;
import io.facestream.cluster.LocalCluster;
import io.facestream.cluster.LocalKafka;
import io.facestream.facebank.FacebankFile;
import io.facestream.facebank.enrolment.Enroller;
import io.facestream.facebank.enrolment.EnrolmentOptions;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.FaceJob;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.SettingsReader;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Runs the job twice on the same frames: undisturbed in this process, and on a cluster of this machine whose processes are killed. All
 * processes end with it.
 */
public final class ChaosRun {
    private static final List<String> CAMERAS = List.of("door", "hall");
    private static final String CALM_FRAMES = "frames-undisturbed";
    private static final String FRAMES = "frames";
    private static final String EVENTS = "identity-events";
    private static final String SIGHTINGS = "identity-sightings";
    private static final String JOB = "chaos";
    private static final List<String> JAVA_OPTIONS = List.of("-XX:TieredStopAtLevel=1");
    private static final Duration LAST_EVENTS = Duration.ofSeconds(180);
    private static final int TASK_MANAGERS = 2;
    private static final int PARALLELISM = 2;

    /** Told how far it is. */
    @FunctionalInterface
    public interface Progress {
        /** @param share done, 0..1 */
        void at(double share, String what);
    }

    private final ChaosOptions options;
    private final Progress progress;

    public ChaosRun(ChaosOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    public ChaosReport run() throws Exception {
        progress.at(0, "starting a broker and a cluster");
        Files.createDirectories(options.folder());
        LocalKafka kafka = LocalKafka.start(options.folder().resolve("kafka"), 0);
        try {
            Path clusterFolder = options.folder().resolve("cluster");
            ClusterShape shape = new ClusterShape(1, TASK_MANAGERS, PARALLELISM, "1400m", 0, JAVA_OPTIONS);
            createTopics(kafka.servers());
            LocalCluster cluster = LocalCluster.launch(clusterFolder, shape);
            try {
                return run(kafka, cluster);
            } finally {
                cluster.stop();
            }
        } finally {
            kafka.stop();
        }
    }

    private ChaosReport run(LocalKafka kafka, LocalCluster cluster) throws Exception {
        progress.at(0, "the undisturbed run");
        List<VisitFrames.Frame> frames = VisitFrames.of(options.media(), options.visits(), CAMERAS);
        Path facebank = enrol();
        Map<String, Integer> expected = undisturbed(kafka.servers(), frames, facebank);
        cluster.awaitTaskManagers();

        Configuration configuration = configuration(kafka.servers(), FRAMES, facebank);
        configuration.setString(JobOptions.EVENTS.key(), "kafka://" + kafka.servers() + "/" + EVENTS);
        configuration.set(JobOptions.SIGHTINGS, SIGHTINGS);
        for (var none : List.of(JobOptions.ANNOTATIONS_TOPIC, JobOptions.DEAD_LETTERS, JobOptions.JOURNEYS)) {
            configuration.set(none, "none");
        }
        ClusterJobs jobs = new ClusterJobs(cluster);
        JobSettings settings = settings(configuration);
        Upgrader upgrader = new Upgrader(cluster, settings, JOB, options.folder());
        String job = jobs.submit(settings, JOB, ClusterJobs.Start.FRESH);
        long begin = System.nanoTime();
        try (FrameFeeder feeder = new FrameFeeder(kafka.servers(), FRAMES, frames)) {
            Killer killer = new Killer(options, kafka, cluster, jobs, job, upgrader, progress);
            PacedFeed feed = new PacedFeed(feeder, frames.size(), killer::share);
            List<Kill> kills;
            try (feed) {
                kills = killer.run();
            }
            feeder.finish();
            awaitAll(kafka.servers(), expected, jobs, killer.job());
            jobs.cancel(killer.job());
            return new ChaosReport(
                    options.visits(),
                    kills,
                    upgrader.gapSeconds(),
                    expected,
                    CommittedIds.read(kafka.servers(), EVENTS),
                    CommittedIds.read(kafka.servers(), SIGHTINGS),
                    (System.nanoTime() - begin) / 1e9);
        }
    }

    private Path enrol() throws IOException {
        Path people = options.folder().resolve("people");
        VisitFrames.writePeople(options.media(), people);
        Path file = options.folder().resolve("people.facebank");
        try (Enroller enroller =
                Enroller.open(ModelStore.defaultPack(), Device.CPU, EnrolmentOptions.defaults(), options.folder())) {
            FacebankFile.write(enroller.enroll(people).requireUsable(people).facebank(), file);
        }
        return file;
    }

    private Map<String, Integer> undisturbed(String servers, List<VisitFrames.Frame> frames, Path facebank)
            throws Exception {
        try (FrameFeeder feeder = new FrameFeeder(servers, CALM_FRAMES, frames)) {
            feeder.finish();
        }
        Path out = options.folder().resolve("undisturbed");
        Files.createDirectories(out);
        Configuration configuration = configuration(servers, CALM_FRAMES, facebank);
        configuration.setString(JobOptions.EVENTS.key(), "file:" + out.resolve(FaceJob.EVENTS_FILE));
        configuration.set(JobOptions.OUT, out.toString());
        configuration.set(JobOptions.ANNOTATE, false);
        new EmbeddedCluster().run(settings(configuration), counters -> {});
        Map<String, Integer> ids = new HashMap<>();
        for (String line : Files.readAllLines(out.resolve(FaceJob.EVENTS_FILE))) {
            ids.merge(EventIds.of(line), 1, Integer::sum);
        }
        return ids;
    }

    private Configuration configuration(String servers, String topic, Path facebank) {
        Configuration configuration = new Configuration();
        configuration.setString(JobOptions.FRAMES.key(), "kafka://" + servers + "/" + topic);
        configuration.set(JobOptions.FRAMES_UNTIL_ENDED, CAMERAS.size());
        configuration.set(JobOptions.FACEBANK, facebank.toString());
        configuration.set(JobOptions.DEVICE, "cpu");
        configuration.set(JobOptions.PARALLELISM, PARALLELISM);
        configuration.set(JobOptions.CHECKPOINT_INTERVAL, options.checkpointInterval());
        configuration.set(JobOptions.VISIT_GAP, Duration.ofSeconds(1));
        configuration.set(JobOptions.TRACK_LOST_AFTER, Duration.ofMillis(500));
        // An outage is no silence of the cameras.
        configuration.set(JobOptions.SILENCE_TIMEOUT, Duration.ZERO);
        return configuration;
    }

    private static JobSettings settings(Configuration configuration) {
        return SettingsReader.read(List.of(), configuration, List.of());
    }

    private static void createTopics(String servers) throws Exception {
        Properties client = new Properties();
        client.put("bootstrap.servers", servers);
        try (Admin admin = Admin.create(client)) {
            List<NewTopic> topics = List.of(CALM_FRAMES, FRAMES, EVENTS, SIGHTINGS).stream()
                    .map(name -> new NewTopic(name, 2, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        }
    }

    /** Waits for the last event; then one more checkpoint shows whether something comes twice. */
    private void awaitAll(String servers, Map<String, Integer> expected, ClusterJobs jobs, String job)
            throws Exception {
        long deadline = System.nanoTime() + LAST_EVENTS.toNanos();
        while (System.nanoTime() < deadline
                && !CommittedIds.read(servers, EVENTS).keySet().containsAll(expected.keySet())) {
            progress.at(1, "waiting for the last events");
            TimeUnit.MILLISECONDS.sleep(500);
        }
        long last = jobs.lastCheckpoint(job);
        while (System.nanoTime() < deadline && jobs.lastCheckpoint(job) <= last) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
