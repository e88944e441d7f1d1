package io.facestream.cli;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.run.JobOptions;
import io.facestream.job.run.JobSettings;
import io.facestream.job.run.SettingsReader;
import io.facestream.job.sink.JsonLinesSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a job is started with, in this process or on a cluster: the flags, which go before the settings of a file. */
final class RunFlags {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "[ID=]URI",
            description =
                    "A camera: a video file, a folder of pictures, rtsp://, http(s):// (MJPEG), v4l2:/dev/video0; or"
                            + " kafka://TOPIC, whose records are the frames of cameras. A secret is"
                            + " written as $${NAME}, the name of an environment variable. May be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--facebank",
            paramLabel = "FOLDER|FILE|kafka://TOPIC",
            description = "Who can be recognised: PERSON/*.jpg|png|webp, a facebank file, or a facebank's topic.")
    private @Nullable String facebank;

    @Option(
            names = "--facebank-key",
            paramLabel = "FILE",
            description =
                    "Key that opens the facebank's templates. Default: environment variable FACESTREAM_FACEBANK_KEY.")
    private @Nullable String facebankKey;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for events.jsonl, annotated videos and summary.json.")
    private @Nullable String out;

    @Option(
            names = "--events",
            paramLabel = "URI",
            description =
                    "Where events go besides: terminal:, terminal:json, file:PATH, kafka://TOPIC. May be repeated. Default:"
                            + " terminal:, on a cluster (which has none) kafka://identity-events.")
    private List<String> events = List.of();

    @Mixin
    private final TopicFlags topics = new TopicFlags();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Slots. Default: one a camera, at most one a core.")
    private @Nullable String parallelism;

    @Option(names = "--device", paramLabel = "D", description = "cpu, cuda:N or auto. Default: auto.")
    private @Nullable String device;

    @Option(names = "--no-annotate", description = "Write no annotated video.")
    private boolean noAnnotate;

    @Option(names = "--blur-unknown", description = "Make faces without a name unrecognisable in the annotated video.")
    private boolean blurUnknown;

    @Option(
            names = "--crops",
            paramLabel = "FOLDER",
            description =
                    "Keep the best crop of each visit there, encrypted with the facebank's key. Default: none is kept.")
    private @Nullable String crops;

    @Option(
            names = "--crops-expire",
            paramLabel = "T",
            description = "Delete crops of this age, such as 24h. Default: 7 days.")
    private @Nullable String cropsExpire;

    @Option(names = "--realtime", description = "Give the frames of files no faster than they were filmed.")
    private boolean realtime;

    @Option(
            names = "--model",
            paramLabel = "FILE|FOLDER|PACK",
            description = "Another embedding model, or another pack.")
    private @Nullable String model;

    @Option(
            names = "--shadow-model",
            paramLabel = "FILE|FOLDER|PACK",
            description =
                    "A second embedding model that decides beside the first and changes no event; how far the two agree is"
                            + " counted and written. See docs/models-in-operation.md.")
    private @Nullable String shadowModel;

    @Option(
            names = "--liveness",
            description =
                    "Say in the events whether a face may be a picture of one. Experimental: docs/liveness.md. Default: off.")
    private boolean liveness;

    @Option(
            names = "--pose",
            description = "Have a network say how heads are turned, before faces are refused for it. Default: off.")
    private boolean pose;

    @Option(
            names = "--fpir",
            paramLabel = "P",
            description = "Share of strangers' passages that may get a name; sets the threshold. Default: 0.01.")
    private @Nullable String fpir;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description = "Thresholds measured before these cameras, as ./facestream calibrate facebank writes them.")
    private @Nullable String calibration;

    @Option(
            names = "--remember-unknown",
            paramLabel = "T",
            description =
                    "Name earlier visits of people who are enrolled later, for so long, such as 24h. Keeps biometric data of"
                            + " people who are not enrolled. Default: off.")
    private @Nullable String rememberUnknown;

    @Option(
            names = "--strangers",
            description = "Know unknown people again who come back, by an id. Needs --remember-unknown.")
    private boolean strangers;

    @Option(names = "--start", paramLabel = "T", description = "Position at which files begin, such as 90s or 2min.")
    private @Nullable String start;

    @Option(
            names = "--start-time",
            paramLabel = "INSTANT",
            description = "Capture time of the beginning of a file. Default: 1970-01-01T00:00:00Z.")
    private @Nullable String startTime;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description = "How much of each camera to look at, such as 30s or 10min.")
    private @Nullable String duration;

    @Option(
            names = "--frames-from",
            paramLabel = "earliest|latest",
            description = "Where reading topics of frames begins. Default: earliest.")
    private @Nullable String framesFrom;

    @Option(
            names = "--frames-until-ended",
            paramLabel = "N",
            description =
                    "End when N cameras of the topics have ended. Default: topics are read until Ctrl-C or --duration.")
    private @Nullable String framesUntilEnded;

    @Option(
            names = "--cameras",
            paramLabel = "FILE",
            description =
                    "YAML list of further cameras (id, uri, passwordFile, rtspTransport, allowLinkLocal), watched: they may be"
                            + " added, removed and changed while the job runs.")
    private @Nullable String camerasFile;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with cameras and settings.")
    private @Nullable Path config;

    @Option(
            names = "--kafka",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients as a .properties file: bootstrap.servers, TLS, SASL."
                    + " Default: the broker at 127.0.0.1:9092.")
    private @Nullable Path kafka;

    /** The settings, checked; a {@link ParameterException} lists every problem. */
    JobSettings settings() throws IOException {
        return settings(false, "");
    }

    /** The settings of a run that is watched: its files take the time that they took to film. */
    JobSettings watchedSettings(String view) throws IOException {
        return settings(false, view);
    }

    /** The settings for processes that run elsewhere and outlive this one. */
    JobSettings clusterSettings() throws IOException {
        return settings(true, "");
    }

    private JobSettings settings(boolean cluster, String view) throws IOException {
        Configuration configuration = new Configuration();
        List<CameraSpec> cameras = new ArrayList<>();
        try {
            if (config != null) {
                RunConfigFile file = RunConfigFile.read(config);
                configuration.addAll(file.configuration());
                cameras.addAll(file.cameras());
            }
            if (kafka != null) {
                KafkaFile.read(kafka).forEach((key, value) -> configuration.setString(JobOptions.KAFKA + key, value));
            }
            cameras.addAll(CameraSpec.parseAll(
                    sources.stream().filter(uri -> !KafkaAddress.isKafka(uri)).toList()));
            addTopics(configuration);
            set(configuration, JobOptions.CAMERAS_FILE, camerasFile);
            set(configuration, JobOptions.FRAMES_FROM, framesFrom);
            set(configuration, JobOptions.FRAMES_UNTIL_ENDED, framesUntilEnded);
            set(configuration, JobOptions.FACEBANK, facebank);
            set(configuration, JobOptions.FACEBANK_KEY, facebankKey);
            set(configuration, JobOptions.OUT, out);
            set(configuration, JobOptions.EVENTS, events.isEmpty() ? null : String.join(";", events));
            topics.fill(configuration);
            set(configuration, JobOptions.PARALLELISM, parallelism);
            set(configuration, JobOptions.DEVICE, device);
            set(configuration, JobOptions.ANNOTATE, noAnnotate ? "false" : null);
            set(configuration, JobOptions.BLUR_UNKNOWN, blurUnknown ? "true" : null);
            set(configuration, JobOptions.CROPS, crops);
            set(configuration, JobOptions.CROPS_EXPIRE, cropsExpire);
            set(configuration, JobOptions.REALTIME, realtime || !view.isEmpty() ? "true" : null);
            set(configuration, SettingsReader.VIEW, view.isEmpty() ? null : view);
            set(configuration, JobOptions.MODEL, model);
            set(configuration, JobOptions.SHADOW_MODEL, shadowModel);
            set(configuration, JobOptions.LIVENESS, liveness ? "true" : null);
            set(configuration, JobOptions.POSE, pose ? "true" : null);
            set(configuration, JobOptions.FPIR, fpir);
            set(configuration, JobOptions.CALIBRATION, calibration);
            set(configuration, JobOptions.REMEMBER_UNKNOWN, rememberUnknown);
            set(configuration, JobOptions.STRANGERS, strangers ? "true" : null);
            set(configuration, JobOptions.START, start);
            set(configuration, JobOptions.START_TIME, startTime);
            set(configuration, JobOptions.DURATION, duration);
            warnOfPasswords(spec, cameras);
            if (cluster) {
                ClusterFlags.adjust(configuration);
                cameras.replaceAll(ClusterFlags::absolute);
            }
            return SettingsReader.read(cameras, configuration, sinks(configuration.get(JobOptions.EVENTS)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void addTopics(Configuration configuration) {
        List<String> topics =
                new ArrayList<>(configuration.getOptional(JobOptions.FRAMES).orElse(List.of()));
        sources.stream().filter(KafkaAddress::isKafka).forEach(topics::add);
        if (!topics.isEmpty()) {
            configuration.set(JobOptions.FRAMES, topics);
        }
    }

    static void set(Configuration configuration, ConfigOption<?> option, @Nullable String value) {
        if (value != null) {
            configuration.setString(option.key(), value);
        }
    }

    static void warnOfPasswords(CommandSpec spec, List<CameraSpec> cameras) {
        for (CameraSpec camera : cameras) {
            if (camera.hasLiteralPassword()) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "facestream: " + camera.id()
                                        + ": its password stands in the command line, where the list of"
                                        + " processes shows it; write ${NAME} for an environment variable, or passwordFile in --config");
            }
        }
    }

    private static List<Sink<String>> sinks(List<String> uris) {
        List<Sink<String>> sinks = new ArrayList<>();
        for (String uri : uris) {
            if (uri.equals("terminal:") || uri.equals("terminal:json")) {
                sinks.add(new TerminalSink(uri.endsWith("json")));
            } else if (uri.startsWith("file:")) {
                sinks.add(new JsonLinesSink(Path.of(uri.substring("file:".length()))));
            } else if (!KafkaAddress.isKafka(uri)) {
                throw new IllegalArgumentException(
                        "events: " + uri + " (expected: terminal:, terminal:json, file:PATH or kafka://TOPIC)");
            }
        }
        return sinks;
    }
}
