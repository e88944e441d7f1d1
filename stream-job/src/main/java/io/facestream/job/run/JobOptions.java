package io.facestream.job.run;

import io.facestream.job.frames.FramesOptions;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.journey.JourneyOptions;
import io.facestream.job.latecomer.LatecomerOptions;
import io.facestream.job.stranger.StrangerOptions;
import io.facestream.job.track.TrackerOptions;
import io.facestream.job.visit.VisitOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The settings of a run: key, type, default, meaning. The command line and the YAML file map onto these keys and own no default;
 * {@code docs/configuration.md} is generated from them.
 */
public final class JobOptions {
    /** Every key that begins so, without it, is a setting of Kafka's clients. */
    public static final String KAFKA = "kafka.";

    public static final ConfigOption<List<String>> FRAMES = ConfigOptions.key("frames")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription("Topics of frames, kafka://TOPIC or kafka://HOST:PORT/TOPIC, separated by ';'."
                    + " --source kafka://... adds to them. docs/frames-topic.md says what they hold.");

    public static final ConfigOption<FramesOptions.From> FRAMES_FROM = ConfigOptions.key("frames-from")
            .enumType(FramesOptions.From.class)
            .defaultValue(FramesOptions.From.EARLIEST)
            .withDescription("Where reading topics of frames begins when there is no checkpoint: earliest or latest.");

    public static final ConfigOption<Integer> FRAMES_UNTIL_ENDED = ConfigOptions.key("frames-until-ended")
            .intType()
            .defaultValue(0)
            .withDescription(
                    "A run in one process ends when so many cameras of the topics have ended, for replays of a known"
                            + " length. 0: it goes on until Ctrl-C or --duration. Such a replay knows no silence-timeout.");

    public static final ConfigOption<Duration> SILENCE_TIMEOUT = ConfigOptions.key("silence-timeout")
            .durationType()
            .defaultValue(FramesOptions.none().silenceTimeout())
            .withDescription(
                    "A camera of a topic that sends nothing for so long is down, and its visits end. 0: never.");

    public static final ConfigOption<Duration> SKIP_OLDER_THAN = ConfigOptions.key("skip-older-than")
            .durationType()
            .noDefaultValue()
            .withDescription(
                    "Frames of a topic that are older than this when their turn comes are dropped and counted, so that"
                            + " a job that was away catches up. Default: none is dropped.");

    public static final ConfigOption<String> CAMERAS_FILE = ConfigOptions.key("cameras-file")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "YAML list of further cameras, as under cameras: of --config. It is watched while the job runs: a camera"
                            + " that is added starts, one that is removed ends, one that is changed starts again.");

    public static final ConfigOption<String> FACEBANK = ConfigOptions.key("facebank")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Folder PERSON/*.jpg|png|webp, which is watched for changes, a facebank file, or kafka://TOPIC.");

    public static final ConfigOption<String> FACEBANK_KEY = ConfigOptions.key("facebank-key")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "File with the key that opens the facebank's templates, at this path on every machine. Default: the one in the"
                            + " environment variable FACESTREAM_FACEBANK_KEY. A topic needs one; the templates of a folder or"
                            + " a file are sealed with it in checkpoints.");

    public static final ConfigOption<String> OUT = ConfigOptions.key("out")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Folder for events.jsonl, annotated videos and summary.json. Without it events go to the terminal only.");

    public static final ConfigOption<List<String>> EVENTS = ConfigOptions.key("events")
            .stringType()
            .asList()
            .defaultValues("terminal:")
            .withDescription(
                    "Where events go besides the output folder: terminal:, terminal:json, file:PATH, kafka://TOPIC or"
                            + " kafka://HOST:PORT/TOPIC. Separated by ';'.");

    public static final ConfigOption<String> JOB_NAME = ConfigOptions.key("job-name")
            .stringType()
            .defaultValue("facestream")
            .withDescription(
                    "Name of the job. Kafka's transactions are named after it: two jobs that run at a time on one Kafka"
                            + " cluster need two names, and a job that goes on from a savepoint needs the one it had.");

    public static final ConfigOption<String> SIGHTINGS = ConfigOptions.key("sightings")
            .stringType()
            .defaultValue("identity-sightings")
            .withDescription(
                    "Topic of the events at once, at least once each, or none. Used with events: kafka://TOPIC.");

    public static final ConfigOption<String> ANNOTATIONS_TOPIC = ConfigOptions.key("annotations-topic")
            .stringType()
            .defaultValue("annotations")
            .withDescription(
                    "Topic of boxes and names a frame, for live views, or none. Used with events: kafka://TOPIC.");

    public static final ConfigOption<String> DEAD_LETTERS = ConfigOptions.key("dead-letters")
            .stringType()
            .defaultValue("dead-letters")
            .withDescription("Topic of what was refused, and why, or none. Used with events: kafka://TOPIC.");

    public static final ConfigOption<String> JOURNEYS = ConfigOptions.key("journeys")
            .stringType()
            .defaultValue("journeys")
            .withDescription("Topic of visits joined across cameras, or none. Used with events: kafka://TOPIC.");

    public static final ConfigOption<String> USE_LOG = ConfigOptions.key("use-log")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Topic of the log of use, or none. The log is kept in use-log.jsonl of the output folder as well. Default: use-log,"
                            + " if the cluster has it; docs/use-log.md.");

    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT = ConfigOptions.key("transaction-timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(10))
            .withDescription(
                    "After this Kafka gives up a transaction that was not committed, and its events are lost: longer than"
                            + " checkpoint-interval and restart-budget, at most the broker's transaction.max.timeout.ms.");

    public static final ConfigOption<Duration> RESTART_BUDGET = ConfigOptions.key("restart-budget")
            .durationType()
            .defaultValue(Duration.ofMinutes(2))
            .withDescription(
                    "How long the job may take to be up again after a failure; transaction-timeout is checked against it.");

    public static final ConfigOption<String> MODEL = ConfigOptions.key("model")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Embedding model with its card beside it, a folder with a pack, or an imported pack's name. Default: the default pack.");

    public static final ConfigOption<String> SHADOW_MODEL = ConfigOptions.key("shadow-model")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "A second embedding model, named as the first, or default for the default pack's. It decides on the same tracks beside the"
                            + " first, by templates of its own, and changes no event: how far the two agree is counted and written"
                            + " (shadow.jsonl, shadow-topic). docs/models-in-operation.md shows how it is put in force.");

    public static final ConfigOption<String> SHADOW_TOPIC = ConfigOptions.key("shadow-topic")
            .stringType()
            .defaultValue("identity-shadow")
            .withDescription(
                    "Topic of tracks as both models decided on them, or none. Used with events: kafka://TOPIC and"
                            + " shadow-model.");

    public static final ConfigOption<String> DEVICE = ConfigOptions.key("device")
            .stringType()
            .defaultValue("auto")
            .withDescription(
                    "Where models run: cpu, cuda:N, or auto (a GPU where one can be used). cuda never falls back silently.");

    public static final ConfigOption<Double> FPIR = ConfigOptions.key("fpir")
            .doubleType()
            .defaultValue(IdentifyOptions.defaults().fpir())
            .withDescription(
                    "Share of strangers' passages that may get a name. With the number of people enrolled it sets the threshold,"
                            + " from the model's card.");

    public static final ConfigOption<String> CALIBRATION = ConfigOptions.key("calibration")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "File that `./facestream calibrate facebank` wrote: by how much the thresholds of cameras differ from the card's."
                            + " It holds for its model and its fpir.");

    public static final ConfigOption<Float> MARGIN = ConfigOptions.key("margin")
            .floatType()
            .defaultValue(IdentifyOptions.defaults().margin())
            .withDescription(
                    "Least distance of the best person's score to the runner-up's; closer ones are AMBIGUOUS.");

    public static final ConfigOption<Integer> MIN_SHOTS = ConfigOptions.key("min-shots")
            .intType()
            .defaultValue(IdentifyOptions.defaults().minShots())
            .withDescription("Embeddings before somebody in view may get a name.");

    public static final ConfigOption<Integer> EVIDENCE_BUDGET = ConfigOptions.key("evidence-budget")
            .intType()
            .defaultValue(IdentifyOptions.defaults().evidenceBudget())
            .withDescription("Embeddings after which somebody in view without a name is called UNKNOWN.");

    public static final ConfigOption<Integer> TOP_K = ConfigOptions.key("top-k")
            .intType()
            .defaultValue(IdentifyOptions.defaults().topK())
            .withDescription("Best people listed in an event.");

    public static final ConfigOption<Boolean> LIVENESS = ConfigOptions.key("liveness")
            .booleanType()
            .defaultValue(false)
            .withDescription(
                    "Scores shots for being a live face or a picture of one, and says so in the events (livenessScore, suspicions);"
                            + " it changes no name. Experimental: docs/liveness.md says how often it is wrong.");

    public static final ConfigOption<Boolean> POSE = ConfigOptions.key("pose")
            .booleanType()
            .defaultValue(false)
            .withDescription(
                    "Has a network say how a head is turned, instead of the five points, before faces that are turned away are"
                            + " refused. It costs as much again as a face's embedding, for each face of each frame.");

    public static final ConfigOption<Float> MIN_FACE = ConfigOptions.key("min-face")
            .floatType()
            .defaultValue(32f)
            .withDescription(
                    "Smallest face to look for, in pixels of its height. The cost of a frame follows from it.");

    public static final ConfigOption<Duration> DETECT_EVERY = ConfigOptions.key("detect-every")
            .durationType()
            .defaultValue(Duration.ofMillis(120))
            .withDescription(
                    "Distance of the frames that are looked at. A live camera's grows when the machine cannot keep up.");

    public static final ConfigOption<Duration> TRACK_LOST_AFTER = ConfigOptions.key("track-lost-after")
            .durationType()
            .defaultValue(Duration.ofMillis(TrackerOptions.defaults().lostAfterMillis()))
            .withDescription("A track ends when its face was not seen for so long.");

    public static final ConfigOption<Duration> VISIT_GAP = ConfigOptions.key("visit-gap")
            .durationType()
            .defaultValue(Duration.ofMillis(VisitOptions.defaults().gapMillis()))
            .withDescription("A visit survives its face being out of sight for so long.");

    public static final ConfigOption<Integer> PARALLELISM = ConfigOptions.key("parallelism")
            .intType()
            .noDefaultValue()
            .withDescription("Slots. Default: one a camera, at most one a core.");

    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL = ConfigOptions.key("checkpoint-interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(5))
            .withDescription(
                    "How often events are committed: the output folder's files grow and Kafka's transactions end. After a failure the"
                            + " run goes on from there.");

    public static final ConfigOption<Boolean> ANNOTATE = ConfigOptions.key("annotate")
            .booleanType()
            .defaultValue(true)
            .withDescription(
                    "Whether DIR/CAMERA.annotated.mp4 is written for each camera; of a live one, the frames that were looked at.");

    public static final ConfigOption<Boolean> BLUR_UNKNOWN = ConfigOptions.key("blur-unknown")
            .booleanType()
            .defaultValue(false)
            .withDescription("Makes faces without a name unrecognisable in the annotated video.");

    public static final ConfigOption<String> CROPS = ConfigOptions.key("crops")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Folder (or file:FOLDER) that keeps the best crop of each visit, encrypted with the facebank's key."
                            + " Default: none is kept.");

    public static final ConfigOption<Duration> CROPS_EXPIRE = ConfigOptions.key("crops-expire")
            .durationType()
            .defaultValue(Duration.ofDays(7))
            .withDescription("Age at which a crop is deleted.");

    public static final ConfigOption<Boolean> REALTIME = ConfigOptions.key("realtime")
            .booleanType()
            .defaultValue(false)
            .withDescription("Gives the frames of files no faster than they were filmed.");

    public static final ConfigOption<String> START_TIME = ConfigOptions.key("start-time")
            .stringType()
            .defaultValue("1970-01-01T00:00:00Z")
            .withDescription("Capture time of the beginning of a file.");

    public static final ConfigOption<Duration> START = ConfigOptions.key("start")
            .durationType()
            .defaultValue(Duration.ZERO)
            .withDescription("Position at which files begin.");

    public static final ConfigOption<Duration> DURATION = ConfigOptions.key("duration")
            .durationType()
            .noDefaultValue()
            .withDescription("How much of each camera is looked at. Default: files whole, live cameras until Ctrl-C.");

    public static final ConfigOption<Duration> JOURNEY_GAP = ConfigOptions.key("journey-gap")
            .durationType()
            .defaultValue(Duration.ofMillis(JourneyOptions.defaults().gapMillis()))
            .withDescription(
                    "Visits of one person belong to one journey if at most so much time lies between the end of one and the start"
                            + " of the next, whatever the cameras.");

    public static final ConfigOption<Duration> ALLOWED_LATENESS = ConfigOptions.key("allowed-lateness")
            .durationType()
            .defaultValue(Duration.ofMillis(JourneyOptions.defaults().allowedLatenessMillis()))
            .withDescription(
                    "A visit that lags behind the cameras' common clock by no more than this still revises a journey; later ones"
                            + " are counted.");

    public static final ConfigOption<Duration> REMEMBER_UNKNOWN = ConfigOptions.key("remember-unknown")
            .durationType()
            .noDefaultValue()
            .withDescription(
                    "For so long visits without a name keep what the face looks like, so that they get one (REIDENTIFIED) when somebody"
                            + " is enrolled later. It keeps biometric data of people who are not enrolled. Default: nothing is kept.");

    public static final ConfigOption<Integer> REMEMBER_AT_MOST = ConfigOptions.key("remember-at-most")
            .intType()
            .defaultValue(LatecomerOptions.DEFAULT_AT_MOST)
            .withDescription(
                    "Visits without a name kept at a time, some 3 KB each; beyond it the oldest are forgotten, and counted.");

    public static final ConfigOption<Boolean> STRANGERS = ConfigOptions.key("strangers")
            .booleanType()
            .defaultValue(false)
            .withDescription(
                    "Whether unknown people who come again are known again, by an id (STRANGER_SEEN). Needs remember-unknown, which"
                            + " says for how long.");

    public static final ConfigOption<Integer> STRANGERS_AT_MOST = ConfigOptions.key("strangers-at-most")
            .intType()
            .defaultValue(StrangerOptions.DEFAULT_AT_MOST)
            .withDescription(
                    "Unknown people told apart at a time. One slot compares each visit with all of them; beyond it the one not seen for"
                            + " the longest time is forgotten, and counted.");

    private static final List<ConfigOption<?>> ALL = List.of(
            FRAMES,
            FRAMES_FROM,
            FRAMES_UNTIL_ENDED,
            SILENCE_TIMEOUT,
            SKIP_OLDER_THAN,
            CAMERAS_FILE,
            FACEBANK,
            FACEBANK_KEY,
            OUT,
            EVENTS,
            JOB_NAME,
            SIGHTINGS,
            ANNOTATIONS_TOPIC,
            DEAD_LETTERS,
            JOURNEYS,
            USE_LOG,
            TRANSACTION_TIMEOUT,
            RESTART_BUDGET,
            MODEL,
            SHADOW_MODEL,
            SHADOW_TOPIC,
            DEVICE,
            FPIR,
            CALIBRATION,
            MARGIN,
            MIN_SHOTS,
            EVIDENCE_BUDGET,
            TOP_K,
            LIVENESS,
            POSE,
            MIN_FACE,
            DETECT_EVERY,
            TRACK_LOST_AFTER,
            VISIT_GAP,
            JOURNEY_GAP,
            ALLOWED_LATENESS,
            REMEMBER_UNKNOWN,
            REMEMBER_AT_MOST,
            STRANGERS,
            STRANGERS_AT_MOST,
            PARALLELISM,
            CHECKPOINT_INTERVAL,
            ANNOTATE,
            BLUR_UNKNOWN,
            CROPS,
            CROPS_EXPIRE,
            REALTIME,
            START_TIME,
            START,
            DURATION);

    private JobOptions() {}

    /** All settings, in the order of the documentation. */
    public static List<ConfigOption<?>> all() {
        return ALL;
    }
}
