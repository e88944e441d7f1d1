package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.bench.TopicWatch.Arrival;
import io.facestream.cluster.KafkaBroker;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.run.EmbeddedCluster;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** From the capture of the frame that decides something to the event at a reader of its topic, on two live cameras. */
final class EventLatency implements Measurement {
    private static final long GOAL_MILLIS = 1_000;
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final long WARM_UP_MILLIS = 10_000;
    private static final String COMMITTED = "identity-events";
    private static final String AT_ONCE = "identity-sightings";

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "two live cameras: deciding frame captured -> event at a reader of identity-sightings, p95 <= 1 s";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Map<String, Path> videos = new TreeMap<>();
        videos.put("cam1", workplace.data("video/scenes/photo_cam1.mp4"));
        videos.put("cam2", workplace.data("video/scenes/photo_cam2.mp4"));
        Path facebank = workplace.data("video/scene_facebank");
        List<Long> atOnce = new ArrayList<>();
        List<Long> committed = new ArrayList<>();
        for (int round = 0; round < workplace.rounds(); round++) {
            try (LiveScenes cameras = new LiveScenes(workplace.tool("rtsp_server.py"), videos);
                    KafkaBroker broker = KafkaBroker.start(workplace.fresh("latency"), 0)) {
                create(broker.servers());
                try (TopicWatch sightings = new TopicWatch(broker.servers(), AT_ONCE, "read_uncommitted");
                        TopicWatch events = new TopicWatch(broker.servers(), COMMITTED, "read_committed")) {
                    run(cameras, videos, facebank, broker.servers());
                    TimeUnit.SECONDS.sleep(1); // for the last ones to arrive
                    warm(sightings.arrivals(), atOnce);
                    warm(events.arrivals(), committed);
                }
            }
        }
        workplace.say(String.format(Locale.ROOT, "%-22s %7s %8s %8s %8s", "", "events", "p50 ms", "p95 ms", "p99 ms"));
        print(workplace, figures, "atOnce", AT_ONCE, atOnce);
        print(workplace, figures, "committed", COMMITTED, committed);
        figures.put("goalMillis", GOAL_MILLIS)
                .put(
                        "checkpointIntervalMillis",
                        JobOptions.CHECKPOINT_INTERVAL.defaultValue().toMillis())
                .put("rounds", workplace.rounds());
        return !atOnce.isEmpty() && quantile(atOnce, 0.95) <= GOAL_MILLIS;
    }

    private static void run(LiveScenes live, Map<String, Path> videos, Path facebank, String servers) throws Exception {
        List<CameraSpec> cameras = new ArrayList<>();
        videos.keySet().forEach(name -> cameras.add(CameraSpec.parse(name + "=" + live.url(name))));
        Configuration options = new Configuration();
        options.set(JobOptions.FACEBANK, facebank.toString());
        options.set(JobOptions.EVENTS, List.of("kafka://" + servers + "/" + COMMITTED));
        options.set(JobOptions.SIGHTINGS, AT_ONCE);
        options.set(JobOptions.ANNOTATIONS_TOPIC, "none");
        options.set(JobOptions.DEAD_LETTERS, "none");
        options.set(JobOptions.JOURNEYS, "none");
        options.set(JobOptions.ANNOTATE, false);
        options.set(JobOptions.DEVICE, "cpu");
        options.set(JobOptions.PARALLELISM, cameras.size());
        options.set(JobOptions.DURATION, LENGTH);
        new EmbeddedCluster().run(SettingsReader.read(cameras, options, List.of()), counters -> {});
    }

    private static void create(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(COMMITTED, 2, (short) 1), new NewTopic(AT_ONCE, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Leaves out what was captured while the program was still being compiled. */
    private static void warm(Map<String, Arrival> arrivals, List<Long> latencies) {
        long first = arrivals.values().stream()
                .mapToLong(Arrival::capturedAtMillis)
                .min()
                .orElse(0);
        arrivals.values().stream()
                .filter(arrival -> arrival.capturedAtMillis() >= first + WARM_UP_MILLIS)
                .forEach(arrival -> latencies.add(arrival.latencyMillis()));
        latencies.sort(null);
    }

    private static void print(Workplace workplace, ObjectNode figures, String key, String topic, List<Long> sorted) {
        ObjectNode tier = figures.putObject(key).put("events", sorted.size());
        if (sorted.isEmpty()) {
            workplace.say(String.format(Locale.ROOT, "%-22s %7d", topic, 0));
            return;
        }
        tier.put("p50Millis", quantile(sorted, 0.5))
                .put("p95Millis", quantile(sorted, 0.95))
                .put("p99Millis", quantile(sorted, 0.99));
        workplace.say(String.format(
                Locale.ROOT,
                "%-22s %7d %8d %8d %8d",
                topic,
                sorted.size(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.95),
                quantile(sorted, 0.99)));
    }

    private static long quantile(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
