package io.facestream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.cluster.KafkaBroker;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.gateway.Gateway;
import io.facestream.ingest.gateway.GatewayOptions;
import io.facestream.ingest.gateway.GatewayReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What the way through Kafka costs: the job on frames that the gateway wrote to a broker in this process, in relation to the job on the
 * files. Both watch whole scenes and their beginnings only; the difference is free of what starting costs.
 */
final class FramesPath implements Measurement {
    private static final double GOAL = 0.90;
    private static final int WARM_UPS = 2;
    private static final Duration BEGINNING = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "frames";
    }

    @Override
    public String about() {
        return "frames a second, job on a frames topic / job on the files, >= 0.90; CPU seconds a frame, the same";
    }

    @Override
    public boolean measure(Workplace workplace, ObjectNode figures) throws Exception {
        Map<String, Path> cameras = new TreeMap<>();
        for (String scene : List.of("real1", "photo_cam1")) {
            cameras.put(scene, workplace.data("video/scenes/" + scene + ".mp4"));
        }
        Path folder = workplace.fresh("frames");
        Path bank = workplace.data("video/scene_facebank");
        try (KafkaBroker broker = KafkaBroker.start(Files.createDirectories(folder.resolve("broker")), 0)) {
            send(cameras, broker, "whole", GatewayOptions.defaults());
            send(cameras, broker, "beginning", GatewayOptions.defaults().withLimit(BEGINNING));
            Comparison comparison = new Comparison(cameras, bank, folder, broker.servers());
            workplace.say("warming up, " + WARM_UPS + " runs of each");
            for (int i = 0; i < WARM_UPS; i++) {
                comparison.files();
                comparison.topic();
            }
            List<Double> speed = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            for (int round = 1; round <= workplace.rounds(); round++) {
                Cost files = comparison.files();
                Cost topic = comparison.topic();
                speed.add(files.wallSeconds() / topic.wallSeconds());
                cpu.add(topic.cpuSeconds() / files.cpuSeconds());
                workplace.say(String.format(
                        Locale.ROOT,
                        "round %d: files %.2f s, %.2f CPU s; topic %.2f s, %.2f CPU s",
                        round,
                        files.wallSeconds(),
                        files.cpuSeconds(),
                        topic.wallSeconds(),
                        topic.cpuSeconds()));
            }
            workplace.say(String.format(
                    Locale.ROOT,
                    "median: frames a second %.3f, CPU a frame %.3f",
                    Cost.median(speed),
                    Cost.median(cpu)));
            figures.put("speedRatio", Cost.median(speed)).put("speedGoal", GOAL).put("cpuRatio", Cost.median(cpu));
            figures.put("rounds", workplace.rounds());
            return Cost.median(speed) >= GOAL;
        }
    }

    /** All frames of the files, as a camera of 25 frames a second would send them. */
    private static void send(Map<String, Path> cameras, KafkaBroker broker, String topic, GatewayOptions options)
            throws Exception {
        Map<String, String> client = Map.of("bootstrap.servers", broker.servers());
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(client))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
        List<CameraSpec> specs = new ArrayList<>();
        cameras.forEach((id, video) -> specs.add(CameraSpec.parse(id + "=" + video.toAbsolutePath())));
        try (Gateway gateway = new Gateway(specs, topic, client, options.withMaxFps(0))) {
            for (GatewayReport report : gateway.run(progress -> {})) {
                if (report.sent() == 0 || report.sent() != report.captured()) {
                    throw new IllegalStateException("frames: " + report + " (expected: every frame sent)");
                }
            }
        }
    }

    /** The two ways to the same frames. */
    private record Comparison(Map<String, Path> cameras, Path bank, Path folder, String servers) {
        Cost files() throws Exception {
            return Cost.of(() -> run().run())
                    .minus(Cost.of(() -> run().duration(BEGINNING).run()));
        }

        Cost topic() throws Exception {
            return Cost.of(() -> frames("whole").run())
                    .minus(Cost.of(() -> frames("beginning").run()));
        }

        private JobRun run() {
            return new JobRun(cameras, bank, folder.resolve("out")).parallelism(1);
        }

        private JobRun frames(String topic) {
            return new JobRun(Map.of(), bank, folder.resolve("out"))
                    .parallelism(1)
                    .frames("kafka://" + servers + "/" + topic, cameras.size());
        }
    }
}
