package io.facestream.cli;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.gateway.Gateway;
import io.facestream.ingest.gateway.GatewayOptions;
import io.facestream.ingest.gateway.GatewayReport;
import io.facestream.job.frames.FramesTopics;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.run.JobOptions;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends cameras' frames to a topic, from a machine beside the cameras. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Send cameras' frames to a Kafka topic.",
        description = {
            "",
            "Runs beside the cameras, without models. The job reads the topic with --source kafka://TOPIC. A live camera sends its"
                    + " newest frame and counts what it had to drop; a file waits for the broker and loses nothing.",
            "",
        },
        footer = {
            "",
            "docs/frames-topic.md says what the records hold; any other program may write them as well.",
            "",
            "Examples:",
            "  ./facestream gateway --source 'door=rtsp://viewer:$${DOOR_PASSWORD}@camera.local/stream' --frames kafka://frames",
            "  ./facestream gateway --source door=rtsp://10.0.0.7/s1 --source yard=rtsp://10.0.0.8/s1 --max-fps 8 --max-height 720"
                    + " --frames kafka://broker.local:9092/frames",
            "  ./facestream gateway --source hall=recording.mp4 --start-time 2026-05-04T08:00:00Z --frames kafka://frames",
        })
final class GatewayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "[ID=]URI",
            description = "A camera: a video file, a folder of pictures, rtsp://, http(s):// (MJPEG), v4l2:/dev/video0."
                    + " A secret is written as $${NAME}, the name of an environment variable. May be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--frames",
            paramLabel = "kafka://TOPIC",
            description = "Where frames go: kafka://TOPIC or kafka://HOST:PORT/TOPIC.")
    private @Nullable String frames;

    @Option(
            names = "--max-fps",
            paramLabel = "N",
            description = "Most frames a second of a camera; 0 for all. Default: 10.")
    private double maxFps = GatewayOptions.defaults().maxFps();

    @Option(names = "--quality", paramLabel = "Q", description = "Quality of the JPEGs, 1 to 100. Default: 85.")
    private int quality = GatewayOptions.defaults().quality();

    @Option(
            names = "--max-height",
            paramLabel = "PIXELS",
            description = "Scale higher frames down. Default: as they are.")
    private int maxHeight;

    @Option(
            names = "--pass-through",
            paramLabel = "auto|never",
            description = "Whether JPEGs of a camera are sent as they are. Default: auto.")
    private PassThrough passThrough = PassThrough.AUTO;

    @Option(names = "--realtime", description = "Give the frames of files no faster than they were filmed.")
    private boolean realtime;

    @Option(
            names = "--start-time",
            paramLabel = "INSTANT",
            description = "Capture time of the beginning of a file. Default: 1970-01-01T00:00:00Z.")
    private @Nullable String startTime;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "How much of each camera to send, such as 30s or 10min.")
    private @Nullable String duration;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with cameras and kafka.* settings.")
    private @Nullable Path config;

    @Option(
            names = "--kafka",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients as a .properties file: bootstrap.servers, TLS, SASL."
                    + " Default: the broker at 127.0.0.1:9092.")
    private @Nullable Path kafka;

    /** What happens to JPEGs of a camera. */
    enum PassThrough {
        AUTO,
        NEVER
    }

    @Override
    public Integer call() throws Exception {
        List<CameraSpec> cameras = new ArrayList<>();
        Map<String, String> client = new TreeMap<>();
        KafkaAddress address;
        GatewayOptions options;
        try {
            read(cameras, client);
            options = options();
            address = KafkaAddress.parse(topic(), client);
            RunFlags.warnOfPasswords(spec, cameras);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (!FramesTopics.checkIfThere(address)) {
            spec.commandLine()
                    .getErr()
                    .println("facestream: " + address + ": no answer yet; files wait for it, live cameras drop frames");
        }
        List<GatewayReport> reports = run(cameras, address, options);
        print(reports, spec.commandLine().getOut());
        if (reports.stream().allMatch(report -> report.captured() == 0)) {
            throw new IllegalStateException("cameras: no frame from any of " + reports.size()
                    + " (expected: at least one that delivers; the log says what is wrong)");
        }
        return ExitCode.OK;
    }

    private static List<GatewayReport> run(List<CameraSpec> cameras, KafkaAddress address, GatewayOptions options)
            throws InterruptedException {
        ProgressLine progress = new ProgressLine("sending");
        CountDownLatch finished = new CountDownLatch(1);
        try (Gateway gateway = new Gateway(cameras, address.topic(), address.client(), options)) {
            Thread interrupt = new Thread(() -> endEarly(gateway, finished), "end-early");
            Runtime.getRuntime().addShutdownHook(interrupt);
            try {
                return gateway.run(reports -> show(progress, reports));
            } finally {
                progress.done();
                finished.countDown();
                RunCommand.removeHook(interrupt);
            }
        }
    }

    private void read(List<CameraSpec> cameras, Map<String, String> client) throws IOException {
        if (config != null) {
            RunConfigFile file = RunConfigFile.read(config);
            cameras.addAll(file.cameras());
            file.configuration().toMap().forEach((key, value) -> {
                if (key.startsWith(JobOptions.KAFKA)) {
                    client.put(key.substring(JobOptions.KAFKA.length()), value);
                }
            });
        }
        if (kafka != null) {
            client.putAll(KafkaFile.read(kafka));
        }
        cameras.addAll(CameraSpec.parseAll(sources));
        if (cameras.isEmpty()) {
            throw new IllegalArgumentException("source: none (expected: at least one --source [ID=]URI)");
        }
    }

    private String topic() {
        if (frames == null) {
            throw new IllegalArgumentException("frames: none (expected: --frames kafka://TOPIC)");
        }
        return frames;
    }

    private GatewayOptions options() {
        GatewayOptions options = GatewayOptions.defaults()
                .withMaxFps(maxFps)
                .withQuality(quality)
                .withMaxHeight(maxHeight)
                .withPassThrough(passThrough == PassThrough.AUTO)
                .withRealtime(realtime);
        if (startTime != null) {
            try {
                options = options.withStartTime(Instant.parse(startTime));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "start-time: " + startTime + " (expected: such as 2026-01-31T12:00:00Z)", e);
            }
        }
        return duration == null ? options : options.withLimit(TimeUtils.parseDuration(duration));
    }

    /** On Ctrl-C what was captured is sent, and the summary printed, before the process ends. */
    private static void endEarly(Gateway gateway, CountDownLatch finished) {
        gateway.stop();
        try {
            finished.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void show(ProgressLine progress, List<GatewayReport> reports) {
        long sent = reports.stream().mapToLong(GatewayReport::sent).sum();
        long dropped = reports.stream()
                .mapToLong(report -> GatewayReport.sum(report.dropped()))
                .sum();
        long up = reports.stream().filter(GatewayReport::up).count();
        String detail = sent + " frames, " + dropped + " dropped, " + up + " of " + reports.size() + " cameras up";
        boolean files = reports.stream().allMatch(report -> report.lengthMillis() > 0);
        if (files) {
            double length =
                    reports.stream().mapToLong(GatewayReport::lengthMillis).sum();
            progress.show(
                    reports.stream().mapToLong(GatewayReport::positionMillis).sum() / length, detail);
        } else {
            progress.show(detail + ", Ctrl-C ends");
        }
    }

    private static void print(List<GatewayReport> reports, PrintWriter out) {
        for (GatewayReport report : reports) {
            out.printf(
                    Locale.ROOT,
                    "%s: %d captured, %d sent (%.1f MB), %d left out by --max-fps, dropped %s, refused %s%s%n",
                    report.cameraId(),
                    report.captured(),
                    report.sent(),
                    report.sentBytes() / 1e6,
                    report.skipped(),
                    report.dropped(),
                    report.refused(),
                    report.reconciles() ? "" : "; the counts do not add up");
        }
        out.flush();
    }
}
