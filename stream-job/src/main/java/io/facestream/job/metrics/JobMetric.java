package io.facestream.job.metrics;

import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * Every metric of the job that is not Flink's own. Labels hold cameras, reasons, models and devices: never a person, an address or a
 * secret, and no more values than there are of those.
 */
public enum JobMetric {
    CAMERA_UP("up", Kind.GAUGE, Since.NOW, Shown.ALWAYS, "1 while the camera delivers, 0 while it does not.", "camera"),
    FRAMES_CAPTURED(
            "frames_captured",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Frames that the camera gave: those processed, skipped, dropped and refused.",
            "camera"),
    FRAMES_PROCESSED(
            "frames_processed",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Frames in which faces were looked for.",
            "camera"),
    FRAMES_SKIPPED(
            "frames_skipped",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Frames left out on purpose: GRID, between two positions at which the camera is looked at.",
            "camera",
            "reason"),
    FRAMES_DROPPED(
            "frames_dropped",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Frames lost: OVERLOAD (the machine was too slow), TOO_OLD (skip-older-than), DUPLICATE (sent twice).",
            "camera",
            "reason"),
    FRAMES_REFUSED(
            "frames_refused",
            Kind.COUNT,
            Since.STATE,
            Shown.ONCE_COUNTED,
            "Frames that were no pictures or broke the contract, by what was wrong with them.",
            "camera",
            "reason"),
    FACES_DETECTED(
            "faces_detected", Kind.COUNT, Since.STATE, Shown.ALWAYS, "Faces found, each in each frame.", "camera"),
    FACES_EMBEDDED(
            "faces_embedded", Kind.COUNT, Since.STATE, Shown.ALWAYS, "Faces compared with the facebank.", "camera"),
    FACES_PASSED_OVER(
            "faces_passed_over",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Faces good enough but not needed: their track had better ones, or enough.",
            "camera"),
    FACES_REFUSED(
            "faces_refused",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Faces too poor to compare: TOO_SMALL, CUT_OFF, BLURRED, TURNED_AWAY, TOO_DARK, TOO_BRIGHT, NOT_A_FACE.",
            "camera",
            "reason"),
    TRACKS("tracks", Kind.COUNT, Since.STATE, Shown.ALWAYS, "Faces followed from frame to frame, once each.", "camera"),
    DECODE_ERRORS(
            "decode_errors", Kind.COUNT, Since.STATE, Shown.ALWAYS, "Pictures that could not be decoded.", "camera"),
    TIMESTAMPS_CORRECTED(
            "timestamps_corrected",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Frames whose time ran backwards, or more than 5 s ahead.",
            "camera"),
    VISITS_OPEN("visits_open", Kind.GAUGE, Since.NOW, Shown.ALWAYS, "Visits that have not ended.", "camera"),
    EVENTS(
            "events",
            Kind.COUNT,
            Since.STATE,
            Shown.ALWAYS,
            "Identity events of visits and cameras. Visits begun are APPEARED, named ones IDENTIFIED, those without a name UNKNOWN;"
                    + " IGNORED is what was not sent because it is about somebody who is ignored.",
            "camera",
            "type"),
    TIME_TO_NAME(
            "time_to_name_millis",
            Kind.SUMMARY,
            Since.START,
            Shown.ALWAYS,
            "Capture time from the first sight of a visit to its name, milliseconds; quantiles of the last 500 visits.",
            "camera"),
    LAG(
            "lag_millis",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "From the capture of the last frame to the decisions on it, milliseconds, by the camera's clock and this machine's; 0 of a file.",
            "camera"),
    INFERENCE(
            "inference_micros",
            Kind.SUMMARY,
            Since.START,
            Shown.ALWAYS,
            "Time of one call of a model, microseconds: detect is all that is done to a frame, embed one batch of faces; quantiles of the"
                    + " last 500 calls. All slots of a process share the GPU's embed, and show the same.",
            "model"),
    BATCH(
            "batch_faces",
            Kind.SUMMARY,
            Since.START,
            Shown.ALWAYS,
            "Faces in one call of the model: 1 or 2 on a CPU, up to 32 on a GPU; quantiles of the last 500 calls.",
            "model"),
    PROVIDER(
            "provider",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "Always 1; the labels say which device was asked for and which one computes.",
            "model",
            "asked",
            "device"),
    FACEBANK_VERSION(
            "facebank_version",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "Version of the facebank that is searched: greater is newer, equal is the same; -1 before the first."),
    FACEBANK_LAG(
            "facebank_lag_millis",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "How long a newer version than the one searched has been waiting, milliseconds; 0 where none does."),
    FACEBANK_PEOPLE("facebank_people", Kind.GAUGE, Since.NOW, Shown.ALWAYS, "People who can be recognised."),
    FACEBANK_TEMPLATES("facebank_templates", Kind.GAUGE, Since.NOW, Shown.ALWAYS, "Templates that are searched."),
    FACEBANK_WITHOUT_KEY(
            "facebank_people_without_key",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "People left out because their key is not there."),
    FACEBANK_REFUSED(
            "facebank_templates_refused",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "Templates left out because they cannot be compared."),
    FACEBANK_OTHER_MODELS(
            "facebank_templates_of_other_models",
            Kind.GAUGE,
            Since.START,
            Shown.ALWAYS,
            "Templates of other models than the job's: not compared."),
    FACEBANK_MODEL_MISSING(
            "facebank_model_missing",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "1 while the facebank says that a model is in force which the job has not got; else 0."),
    FACEBANK_OF_ONE_MODEL(
            "facebank_people_of_one_model",
            Kind.GAUGE,
            Since.NOW,
            Shown.ALWAYS,
            "People with templates of only one of the job's model and its shadow."),
    COMPARED_TRACKS(
            "compared_tracks",
            Kind.COUNT,
            Since.START,
            Shown.WITH_SHADOW_MODEL,
            "Tracks on which the model and its shadow have decided, by how far they agree.",
            "agreement"),
    FACEBANK_PAUSE(
            "facebank_longest_pause_micros",
            Kind.GAUGE,
            Since.START,
            Shown.ALWAYS,
            "Longest time that a change of the facebank held up recognition, microseconds."),
    DEAD_LETTERS(
            "dead_letters",
            Kind.COUNT,
            Since.START,
            Shown.ALWAYS,
            "Records refused, of frames topics and of a facebank's, by what was wrong with them.",
            "reason"),
    LOST_TRANSACTIONS(
            "lost_transactions",
            Kind.COUNT,
            Since.START,
            Shown.WITH_KAFKA_EVENTS,
            "Transactions that Kafka gave up before their commit."),
    LOST_EVENTS(
            "lost_events",
            Kind.COUNT,
            Since.START,
            Shown.WITH_KAFKA_EVENTS,
            "Events in the lost transactions; sightings have them still."),
    CROPS_WRITTEN("crops_written", Kind.COUNT, Since.START, Shown.WITH_CROPS, "Crops kept."),
    CROPS_FAILED("crops_failed", Kind.COUNT, Since.START, Shown.WITH_CROPS, "Crops that could not be written."),
    CROPS_DROPPED(
            "crops_dropped", Kind.COUNT, Since.START, Shown.WITH_CROPS, "Crops given up because writing was too slow."),
    CROPS_MISSED(
            "crops_missed",
            Kind.COUNT,
            Since.START,
            Shown.WITH_CROPS,
            "Shots taken in another process than they were identified in."),
    JOURNEYS_TOO_LATE(
            "journeys_too_late",
            Kind.COUNT,
            Since.STATE,
            Shown.WITH_JOURNEYS,
            "Visits that came after the allowed lateness."),
    UNKNOWNS_FORGOTTEN(
            "unknowns_forgotten_early",
            Kind.COUNT,
            Since.STATE,
            Shown.WITH_REMEMBER_UNKNOWN,
            "Visits without a name forgotten before their time, because there were more than remember-at-most."),
    NEWCOMERS_PASSED_OVER(
            "newcomers_passed_over",
            Kind.COUNT,
            Since.STATE,
            Shown.WITH_REMEMBER_UNKNOWN,
            "People enrolled whom nobody compared with the visits kept, because too many were enrolled at once."),
    STRANGERS_FORGOTTEN(
            "strangers_forgotten_early",
            Kind.COUNT,
            Since.STATE,
            Shown.WITH_STRANGERS,
            "Strangers forgotten before their time, because there were more than strangers-at-most.");

    /** What a metric is. Flink's reporter exports a count as a gauge. */
    public enum Kind {
        COUNT("gauge"),
        GAUGE("gauge"),
        SUMMARY("summary");

        private final String prometheus;

        Kind(String prometheus) {
            this.prometheus = prometheus;
        }

        /** The type by which Prometheus sees it. */
        public String prometheus() {
            return prometheus;
        }
    }

    /** From when a metric counts. */
    public enum Since {
        /** In the job's state: it goes on after a restart, exactly where the records do. */
        STATE("the job's first start"),
        /** It begins at 0 when its task starts, after a restart too. */
        START("the task's start"),
        /** It has no past. */
        NOW("now");

        private final String text;

        Since(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** When a metric is there. */
    public enum Shown {
        ALWAYS("always"),
        ONCE_COUNTED("once counted"),
        WITH_KAFKA_EVENTS("with events in Kafka"),
        WITH_CROPS("with `crops`"),
        WITH_JOURNEYS("with journeys"),
        WITH_REMEMBER_UNKNOWN("with `remember-unknown`"),
        WITH_STRANGERS("with `strangers`"),
        WITH_SHADOW_MODEL("with `shadow-model`");

        private final String text;

        Shown(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The group that every metric of the job lies in. */
    public static final String GROUP = "facestream";

    /** What every name begins with at the Prometheus endpoint. */
    public static final String PREFIX = "flink_taskmanager_job_task_operator_" + GROUP + "_";

    private final String ownName;
    private final Kind kind;
    private final Since since;
    private final Shown shown;
    private final String meaning;
    private final List<String> labels;

    JobMetric(String ownName, Kind kind, Since since, Shown shown, String meaning, String... labels) {
        this.ownName = ownName;
        this.kind = kind;
        this.since = since;
        this.shown = shown;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The name without its scope, as Flink's REST interface ends it. */
    public String ownName() {
        return ownName;
    }

    /** The name at the Prometheus endpoint: the labels are part of it, because Flink makes a group of each. */
    public String prometheusName() {
        StringBuilder name = new StringBuilder(PREFIX);
        labels.forEach(label -> name.append(label).append('_'));
        return name.append(ownName).toString();
    }

    public Kind kind() {
        return kind;
    }

    public Since since() {
        return since;
    }

    public Shown shown() {
        return shown;
    }

    /** One sentence or two for people. */
    public String meaning() {
        return meaning;
    }

    /** Its own labels, besides those by which Flink tells job, operator and subtask. */
    public List<String> labels() {
        return labels;
    }

    /**
     * Registers it as a count.
     *
     * @param operator the operator's own group
     * @param values of the labels, in their order
     */
    public Counter counter(MetricGroup operator, String... values) {
        return group(operator, values).counter(ownName);
    }

    /** Registers it as a value that is asked for. */
    public <N extends Number> void gauge(MetricGroup operator, Gauge<N> value, String... values) {
        group(operator, values).gauge(ownName, value);
    }

    /** Registers it as a distribution. */
    public void histogram(MetricGroup operator, Histogram histogram, String... values) {
        group(operator, values).histogram(ownName, histogram);
    }

    private MetricGroup group(MetricGroup operator, String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(
                    name() + ": " + values.length + " values of labels (expected: " + labels.size() + ")");
        }
        MetricGroup group = operator.addGroup(GROUP);
        for (int i = 0; i < values.length; i++) {
            group = group.addGroup(labels.get(i), values[i]);
        }
        return group;
    }
}
