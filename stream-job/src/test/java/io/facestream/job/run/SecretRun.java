package io.facestream.job.run;

import io.facestream.ingest.camera.CameraSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A process of its own for {@link R30SecretsIT}: a job whose cameras have passwords, right and wrong ones, that fails once and goes on, in a
 * cluster with web pages. It saves every page that might show one.
 */
final class SecretRun {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path pages;
    private final String address;

    private SecretRun(Path pages, String address) {
        this.pages = pages;
        this.address = address;
    }

    /** Arguments: a folder for what it leaves, the facebank, the cameras. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        List<String> cameras = List.of(args).subList(2, args.length);
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        Configuration options = new Configuration();
        options.set(JobOptions.FACEBANK, args[1]);
        options.set(JobOptions.CAMERAS_FILE, folder.resolve("../cameras.yaml").toString());
        options.set(JobOptions.DEVICE, "cpu");
        options.set(JobOptions.ANNOTATE, false);
        options.set(JobOptions.PARALLELISM, 1);
        options.set(JobOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(300));
        options.set(JobOptions.OUT, folder.resolve("out").toString());
        JobSettings settings =
                SettingsReader.read(CameraSpec.parseAll(cameras), options, List.of(FailingOnceSink.atEvent(7)));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        FaceJob.build(env, settings);
        try (MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build())) {
            cluster.start();
            JobID job =
                    cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
            long end = System.nanoTime() + Duration.ofSeconds(80).toNanos();
            while (FailingOnceSink.LEFT.get() >= 0 || cluster.getJobStatus(job).get() != JobStatus.RUNNING) {
                if (System.nanoTime() > end || cluster.getJobStatus(job).get().isGloballyTerminalState()) {
                    throw new IllegalStateException("the job did not fail and go on");
                }
                Thread.sleep(200);
            }
            Thread.sleep(2_000);
            new SecretRun(
                            Files.createDirectories(folder.resolve("pages")),
                            cluster.getRestAddress().get().toString())
                    .save(job);
            cluster.cancelJob(job).get();
        }
        System.exit(0);
    }

    private void save(JobID job) throws Exception {
        List<String> paths = new ArrayList<>(List.of(
                "/config",
                "/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/thread-dump",
                "/jobmanager/metrics",
                "/jobs/overview",
                "/taskmanagers"));
        for (String page : List.of(
                "",
                "/config",
                "/plan",
                "/exceptions",
                "/checkpoints",
                "/checkpoints/config",
                "/accumulators",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/metrics")) {
            paths.add("/jobs/" + job + page);
        }
        for (String vertex : ids(get("/jobs/" + job), "\"id\":\"([0-9a-f]{32})\"")) {
            String at = "/jobs/" + job + "/vertices/" + vertex;
            paths.addAll(List.of(at, at + "/accumulators", at + "/subtasks/accumulators", at + "/metrics"));
            for (String metric : ids(get(at + "/metrics"), "\"id\":\"([^\"]*camera[^\"]*)\"")) {
                paths.add(at + "/metrics?get=" + metric.replace(" ", "%20"));
            }
        }
        for (String manager : ids(get("/taskmanagers"), "\"id\":\"([^\"]+)\"")) {
            String at = "/taskmanagers/" + manager;
            paths.addAll(List.of(at, at + "/metrics", at + "/thread-dump"));
        }
        for (int i = 0; i < paths.size(); i++) {
            Files.writeString(pages.resolve(i + ".json"), paths.get(i) + "\n" + get(paths.get(i)));
        }
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + "\n" + answer.body();
    }

    private static List<String> ids(String page, String pattern) {
        List<String> ids = new ArrayList<>();
        for (Matcher found = Pattern.compile(pattern).matcher(page); found.find(); ) {
            if (!ids.contains(found.group(1))) {
                ids.add(found.group(1));
            }
        }
        return ids;
    }
}
