package io.facestream.job.identify;

import io.facestream.job.metrics.JobMetric;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how far two models agree, and says what stands in the way of it. */
final class ShadowFigures {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowFigures.class);

    private final Map<Agreement, Counter> tracks = new EnumMap<>(Agreement.class);

    ShadowFigures(MetricGroup metrics) {
        for (Agreement agreement : Agreement.values()) {
            tracks.put(agreement, JobMetric.COMPARED_TRACKS.counter(metrics, agreement.name()));
        }
    }

    void count(ComparedTrack track) {
        Counter counter = tracks.get(track.agreement());
        if (counter != null) {
            counter.inc();
        }
    }

    /** Says which model decides from a version on, and what is missing. */
    static void tell(@Nullable FacebankIndexes before, FacebankIndexes now) {
        String version = now.main().version();
        if (before != null && !before.deciding().modelId().equals(now.deciding().modelId())) {
            LOG.warn(
                    "facebank {}: model {} is in force from here on, in place of {}",
                    version,
                    now.deciding().modelId(),
                    before.deciding().modelId());
        }
        if (now.inForceMissing()) {
            LOG.error(
                    "facebank {}: model {} is in force, which this job has not got; it goes on with model {} and the templates of it that are left"
                            + " (expected: a job with --model or --shadow-model of the one in force)",
                    version,
                    now.inForce(),
                    now.main().modelId());
        }
        FacebankIndex shadow = now.shadow();
        if (shadow == null) {
            return;
        }
        if (shadow.people() == 0 && now.main().people() > 0) {
            LOG.warn(
                    "facebank {}: no template of the shadow model {} (expected: what `./facestream facebank re-embed` makes)",
                    version,
                    shadow.modelId());
        } else if (!now.enrolledOnce().isEmpty()) {
            LOG.warn(
                    "facebank {}: {} people have templates of one of the two models only; what is decided on them is not compared",
                    version,
                    now.enrolledOnce().size());
        }
    }
}
