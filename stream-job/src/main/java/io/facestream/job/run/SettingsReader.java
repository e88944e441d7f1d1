package io.facestream.job.run;

import io.facestream.facebank.FacebankException;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.job.calibration.CameraCalibration;
import io.facestream.job.crop.CropsOptions;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.frames.FramesOptions;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.journey.JourneyOptions;
import io.facestream.job.kafka.EventTopics;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.kafka.TransactionTimes;
import io.facestream.job.latecomer.LatecomerOptions;
import io.facestream.job.model.ModelChoice;
import io.facestream.job.model.OptionalModels;
import io.facestream.job.shadow.ShadowModel;
import io.facestream.job.stranger.StrangerOptions;
import io.facestream.job.track.TrackerOptions;
import io.facestream.job.uselog.UseLogOptions;
import io.facestream.job.visit.VisitOptions;
import io.facestream.vision.model.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** Checks the settings of a run and reports every problem at once. */
public final class SettingsReader {
    /** How far a camera's clock may be behind the others'. */
    private static final Duration SLOWEST_CAMERA = Duration.ofMinutes(1);

    private static final ConfigOption<String> FACEBANK_KEY =
            ConfigOptions.key("facebank-key").stringType().defaultValue("");

    /** Name of the view through which this process watches the run; no setting of a user's. */
    public static final ConfigOption<String> VIEW =
            ConfigOptions.key("view").stringType().defaultValue("");

    private final Configuration configuration;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The settings, checked.
     *
     * @param eventSinks made from {@link JobOptions#EVENTS} by the caller, who owns the terminal
     * @throws IllegalArgumentException that lists every problem, one a line
     */
    public static JobSettings read(
            List<CameraSpec> cameras, Configuration configuration, List<Sink<String>> eventSinks) {
        SettingsReader reader = new SettingsReader(configuration);
        JobSettings settings = reader.settings(cameras, eventSinks);
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", reader.problems));
        }
        return settings;
    }

    private JobSettings settings(List<CameraSpec> cameras, List<Sink<String>> eventSinks) {
        TrackerOptions tracker = TrackerOptions.defaults();
        VisitOptions visits = VisitOptions.defaults();
        FramesOptions frames = frames();
        Optional<CamerasFile> camerasFile = camerasFile(cameras);
        boolean open = camerasFile.isPresent() || !frames.topics().isEmpty();
        if (cameras.isEmpty() && !open) {
            problems.add("source: none (expected: at least one --source [ID=]URI)");
        }
        return new JobSettings(
                cameras,
                camerasFile,
                frames,
                facebank(),
                configuration.getOptional(JobOptions.MODEL).map(name -> Path.of(model("model", name))),
                shadowModel(),
                checked(JobOptions.DEVICE, () -> Device.parse(get(JobOptions.DEVICE)), Device.CPU),
                new OptionalModels(get(JobOptions.LIVENESS), get(JobOptions.POSE)),
                atLeast(JobOptions.MIN_FACE, 8f),
                positive(JobOptions.DETECT_EVERY),
                get(JobOptions.REALTIME),
                instant(),
                get(JobOptions.START),
                configuration.getOptional(JobOptions.DURATION).map(d -> positive(JobOptions.DURATION)),
                parallelism(open ? Integer.MAX_VALUE : cameras.size()),
                positive(JobOptions.CHECKPOINT_INTERVAL),
                configuration.getOptional(JobOptions.OUT).map(Path::of),
                get(JobOptions.ANNOTATE),
                get(JobOptions.BLUR_UNKNOWN),
                configuration.getOptional(JobOptions.CROPS).flatMap(this::crops),
                kafka(),
                eventTopics(),
                eventSinks,
                tracker.withLostAfterMillis(
                        positive(JobOptions.TRACK_LOST_AFTER).toMillis()),
                checked(JobOptions.FPIR, this::identify, IdentifyOptions.defaults()),
                visits.withGapMillis(positive(JobOptions.VISIT_GAP).toMillis()),
                journeys(),
                latecomers(),
                strangers(),
                useLog(),
                get(VIEW));
    }

    private UseLogOptions useLog() {
        Optional<String> topic = configuration.getOptional(JobOptions.USE_LOG);
        if (topic.isEmpty()) {
            return new UseLogOptions(true, UseLogOptions.TOPIC, false);
        }
        if (!topic.get().matches("[A-Za-z0-9._-]{1,200}")) {
            problems.add(
                    "use-log: " + topic.get() + " (expected: a topic of letters, digits, '.', '_' and '-', or none)");
        }
        return topic.get().equals("none") ? UseLogOptions.NONE : new UseLogOptions(true, topic.get(), true);
    }

    private Optional<LatecomerOptions> latecomers() {
        int atMost = atLeast(JobOptions.REMEMBER_AT_MOST, 1);
        // Until its last look is far behind, a visit may close after an enrolment that it was not held against.
        long staysMillis = get(JobOptions.VISIT_GAP)
                .plus(get(JobOptions.TRACK_LOST_AFTER))
                .plus(SLOWEST_CAMERA)
                .toMillis();
        return configuration
                .getOptional(JobOptions.REMEMBER_UNKNOWN)
                .map(d -> positive(JobOptions.REMEMBER_UNKNOWN))
                .filter(remember -> remember.toMillis() > 0)
                .map(remember -> new LatecomerOptions(
                        remember.toMillis(), atMost, get(JobOptions.FPIR), get(JobOptions.MARGIN), staysMillis));
    }

    private Optional<StrangerOptions> strangers() {
        int atMost = atLeast(JobOptions.STRANGERS_AT_MOST, 1);
        if (!get(JobOptions.STRANGERS)) {
            return Optional.empty();
        }
        Optional<Duration> remember = configuration.getOptional(JobOptions.REMEMBER_UNKNOWN);
        if (remember.isEmpty()) {
            problems.add(
                    "strangers: true without remember-unknown (expected: --remember-unknown with a time, such as 24h)");
        }
        return remember.map(time -> new StrangerOptions(time.toMillis(), atMost, get(JobOptions.FPIR)));
    }

    private JourneyOptions journeys() {
        Duration gap = positive(JobOptions.JOURNEY_GAP);
        return checked(
                JobOptions.ALLOWED_LATENESS,
                () -> new JourneyOptions(
                        Math.max(1, gap.toMillis()),
                        get(JobOptions.ALLOWED_LATENESS).toMillis()),
                JourneyOptions.defaults());
    }

    /** It has to be in order at the start; later, a list that is not leaves the cameras as they are. */
    private Optional<CamerasFile> camerasFile(List<CameraSpec> others) {
        Optional<CamerasFile> file = configuration
                .getOptional(JobOptions.CAMERAS_FILE)
                .map(path -> new CamerasFile(Path.of(path).toAbsolutePath().toString()));
        if (file.isPresent()) {
            try {
                for (CameraSpec camera : file.get().read()) {
                    if (others.stream().anyMatch(other -> other.id().equals(camera.id()))) {
                        problems.add("cameras: " + camera.id()
                                + " is a --source as well (expected: an id of its own for each camera)");
                    }
                }
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return file;
    }

    private Optional<CropsOptions> crops(String uri) {
        String path = uri.startsWith("file:") ? uri.replaceFirst("^file:(//)?", "") : uri;
        if (path.isEmpty() || path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            problems.add("crops: " + uri + " (expected: a folder, or file:FOLDER)");
            return Optional.empty();
        }
        String keyFile = configuration.get(FACEBANK_KEY);
        try {
            MasterKey.require(keyFile.isEmpty() ? null : Path.of(keyFile));
        } catch (FacebankException e) {
            problems.add("crops: " + e.getMessage());
        }
        return Optional.of(new CropsOptions(
                Path.of(path).toAbsolutePath().normalize().toString(), keyFile, positive(JobOptions.CROPS_EXPIRE)));
    }

    private FramesOptions frames() {
        List<KafkaAddress> topics = new ArrayList<>();
        for (String uri : configuration.getOptional(JobOptions.FRAMES).orElse(List.of())) {
            try {
                topics.add(KafkaAddress.parse(uri, kafka()));
            } catch (IllegalArgumentException e) {
                problems.add("frames: " + e.getMessage());
            }
        }
        if (get(JobOptions.SILENCE_TIMEOUT).isNegative()) {
            problems.add("silence-timeout: " + get(JobOptions.SILENCE_TIMEOUT) + " (expected: 0 or longer)");
        }
        return new FramesOptions(
                topics,
                get(JobOptions.FRAMES_FROM),
                get(JobOptions.SILENCE_TIMEOUT),
                configuration.getOptional(JobOptions.SKIP_OLDER_THAN).map(d -> positive(JobOptions.SKIP_OLDER_THAN)),
                atLeast(JobOptions.FRAMES_UNTIL_ENDED, 0));
    }

    private Map<String, String> kafka() {
        Map<String, String> settings = new TreeMap<>();
        configuration.toMap().forEach((key, value) -> {
            if (key.startsWith(JobOptions.KAFKA)) {
                settings.put(key.substring(JobOptions.KAFKA.length()), value);
            }
        });
        return settings;
    }

    private Optional<EventTopics> eventTopics() {
        List<String> uris =
                get(JobOptions.EVENTS).stream().filter(KafkaAddress::isKafka).toList();
        if (uris.isEmpty()) {
            return Optional.empty();
        }
        if (uris.size() > 1) {
            problems.add("events: " + uris.size() + " topics (expected: one kafka://TOPIC)");
            return Optional.empty();
        }
        Optional<EventTopics> topics = checked(
                JobOptions.EVENTS,
                () -> Optional.of(new EventTopics(
                        KafkaAddress.parse(uris.get(0), kafka()),
                        topic(JobOptions.SIGHTINGS),
                        topic(JobOptions.ANNOTATIONS_TOPIC),
                        topic(JobOptions.DEAD_LETTERS),
                        topic(JobOptions.JOURNEYS),
                        configuration
                                .getOptional(JobOptions.SHADOW_MODEL)
                                .flatMap(on -> topic(JobOptions.SHADOW_TOPIC)),
                        get(JobOptions.JOB_NAME),
                        positive(JobOptions.TRANSACTION_TIMEOUT),
                        positive(JobOptions.RESTART_BUDGET))),
                Optional.empty());
        topics.ifPresent(them -> problems.addAll(TransactionTimes.problems(them, get(JobOptions.CHECKPOINT_INTERVAL))));
        return topics;
    }

    private Optional<String> topic(ConfigOption<String> option) {
        String name = get(option);
        return name.equals("none") ? Optional.empty() : Optional.of(name);
    }

    private IdentifyOptions identify() {
        return new IdentifyOptions(
                get(JobOptions.FPIR),
                get(JobOptions.MARGIN),
                atLeast(JobOptions.MIN_SHOTS, 1),
                atLeast(JobOptions.EVIDENCE_BUDGET, 1),
                atLeast(JobOptions.TOP_K, 1),
                calibration());
    }

    private CameraCalibration calibration() {
        Optional<String> file = configuration.getOptional(JobOptions.CALIBRATION);
        if (file.isEmpty()) {
            return CameraCalibration.NONE;
        }
        try {
            CameraCalibration calibration = CameraCalibration.read(Path.of(file.get()));
            if (calibration.fpir() != get(JobOptions.FPIR)) {
                problems.add("fpir: " + get(JobOptions.FPIR) + " (expected: " + calibration.fpir()
                        + ", for which calibration " + file.get() + " was measured)");
            }
            return calibration;
        } catch (IOException e) {
            problems.add("calibration: " + file.get() + " (expected: a file that can be read)");
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return CameraCalibration.NONE;
    }

    private FacebankInput facebank() {
        String uri = configuration.getOptional(JobOptions.FACEBANK).orElse("");
        String key = configuration.getOptional(JobOptions.FACEBANK_KEY).orElse("");
        if (!key.isEmpty() && !Files.isReadable(Path.of(key))) {
            problems.add("facebank-key: " + key + " (expected: a file that `./facestream facebank key` made)");
        }
        if (KafkaAddress.isKafka(uri)) {
            return checked(
                    JobOptions.FACEBANK,
                    () -> new FacebankInput("", Optional.of(KafkaAddress.parse(uri, kafka())), key),
                    new FacebankInput("", Optional.empty(), key));
        }
        if (uri.isEmpty()) {
            problems.add(
                    "facebank: none (expected: --facebank with a folder PERSON/*.jpg|png|webp, a facebank file or kafka://TOPIC)");
        } else if (!Files.exists(Path.of(uri))) {
            problems.add("facebank: " + uri
                    + " (expected: a folder PERSON/*.jpg|png|webp, a facebank file or kafka://TOPIC)");
        }
        return new FacebankInput(uri, Optional.empty(), key);
    }

    private String model(String key, String name) {
        if (!ModelChoice.exists(name)) {
            problems.add(
                    key + ": " + name
                            + " (expected: an ONNX file with its card beside it, a folder with a pack, or an imported pack's name)");
        }
        return name;
    }

    private Optional<String> shadowModel() {
        Optional<String> name = configuration.getOptional(JobOptions.SHADOW_MODEL);
        name.ifPresent(given -> model("shadow-model", given));
        if (name.isEmpty() || !problems.isEmpty()) {
            return name;
        }
        ModelChoice main =
                new ModelChoice(configuration.getOptional(JobOptions.MODEL).orElse(""));
        try {
            ShadowModel.require(
                    main.embeddingBy(name.get()), main.open().embedding().card());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return name;
    }

    private Instant instant() {
        String text = get(JobOptions.START_TIME);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(JobOptions.START_TIME.key() + ": " + text + " (expected: such as 2026-01-31T12:00:00Z)");
            return Instant.EPOCH;
        }
    }

    private int parallelism(int cameras) {
        Optional<Integer> wanted = configuration.getOptional(JobOptions.PARALLELISM);
        if (wanted.isPresent()) {
            return atLeast(JobOptions.PARALLELISM, 1);
        }
        return Math.max(1, Math.min(cameras, Runtime.getRuntime().availableProcessors()));
    }

    private Duration positive(ConfigOption<Duration> option) {
        Duration value = get(option);
        if (value.isNegative() || value.isZero()) {
            problems.add(option.key() + ": " + value + " (expected: longer than 0)");
        }
        return value;
    }

    private <T extends Comparable<T>> T atLeast(ConfigOption<T> option, T least) {
        T value = get(option);
        if (value.compareTo(least) < 0) {
            problems.add(option.key() + ": " + value + " (expected: at least " + least + ")");
            return least;
        }
        return value;
    }

    private <T> T get(ConfigOption<T> option) {
        return checked(option, () -> configuration.get(option), option.defaultValue());
    }

    private <T> T checked(ConfigOption<?> option, Supplier<T> read, T otherwise) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() == null ? "wrong value" : e.getMessage();
            problems.add(message.contains("(expected") ? message : option.key() + ": " + message);
            return otherwise;
        }
    }
}
