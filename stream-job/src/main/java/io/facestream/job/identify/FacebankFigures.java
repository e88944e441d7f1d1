package io.facestream.job.identify;

import io.facestream.job.deadletter.DeadLetter;
import io.facestream.job.facebank.BankRefusals;
import io.facestream.job.facebank.BankVersion;
import io.facestream.job.metrics.DeadLetterCounts;
import io.facestream.job.metrics.JobMetric;
import org.apache.flink.metrics.MetricGroup;

/** What a subtask searches, as metrics: written by the task's thread, read by a reporter's. */
final class FacebankFigures {
    private final DeadLetterCounts deadLetters;
    private volatile long committed = BankVersion.NONE.ordinal();
    private volatile String committedName = "";
    private volatile long committedNanos;
    private volatile long searched = BankVersion.NONE.ordinal();
    private volatile int people;
    private volatile int templates;
    private volatile int withoutKey;
    private volatile int refused;
    private volatile long otherModels;
    private volatile boolean modelMissing;
    private volatile int ofOneModel;
    private volatile long longestPauseMicros;

    FacebankFigures(MetricGroup operator) {
        deadLetters = new DeadLetterCounts(operator);
        deadLetters.show(BankRefusals.NO_ROW);
        JobMetric.FACEBANK_VERSION.gauge(operator, () -> searched);
        JobMetric.FACEBANK_LAG.gauge(operator, this::lagMillis);
        JobMetric.FACEBANK_PEOPLE.gauge(operator, () -> people);
        JobMetric.FACEBANK_TEMPLATES.gauge(operator, () -> templates);
        JobMetric.FACEBANK_WITHOUT_KEY.gauge(operator, () -> withoutKey);
        JobMetric.FACEBANK_REFUSED.gauge(operator, () -> refused);
        JobMetric.FACEBANK_OTHER_MODELS.gauge(operator, () -> otherModels);
        JobMetric.FACEBANK_MODEL_MISSING.gauge(operator, () -> modelMissing ? 1 : 0);
        JobMetric.FACEBANK_OF_ONE_MODEL.gauge(operator, () -> ofOneModel);
        JobMetric.FACEBANK_PAUSE.gauge(operator, () -> longestPauseMicros);
    }

    /** A version is complete; it is not searched yet. */
    void committed(BankVersion version, String name) {
        if (searched == committed) {
            committedNanos = System.nanoTime();
        }
        committedName = name;
        committed = version.ordinal();
    }

    /** Indexes are searched from now on; the version that was complete last is in them, or is being made. */
    void searched(FacebankIndexes indexes) {
        FacebankIndex index = indexes.deciding();
        if (index.version().equals(committedName)) {
            searched = committed;
        }
        people = index.people();
        templates = index.summary().templates();
        withoutKey = index.summary().withoutKey();
        refused = index.summary().refused();
        modelMissing = indexes.inForceMissing();
        ofOneModel = indexes.enrolledOnce().size();
    }

    void otherModels(long count) {
        otherModels = count;
    }

    void paused(long longestMicros) {
        longestPauseMicros = longestMicros;
    }

    void refused(DeadLetter letter) {
        deadLetters.count(letter.reason());
    }

    private long lagMillis() {
        return searched == committed ? 0 : (System.nanoTime() - committedNanos) / 1_000_000;
    }
}
