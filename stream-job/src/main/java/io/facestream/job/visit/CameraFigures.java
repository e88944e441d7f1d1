package io.facestream.job.visit;

import io.facestream.job.event.EventType;
import io.facestream.job.event.IdentityEvent;
import io.facestream.job.identify.IdentifiedFrame;
import io.facestream.job.metrics.CameraScope;
import io.facestream.job.metrics.JobMetric;
import io.facestream.job.observe.Counts;
import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservationKind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What is counted of one camera, as metrics. The counts are those of its state: they go on after a restart, and reconcile as the summary's
 * do. They are read by a reporter's thread from the map that the state was last written with, which nobody changes any more.
 */
final class CameraFigures {
    private static final int WINDOW = 500;

    private static final Map<JobMetric, String> PLAIN = Map.of(
            JobMetric.FRAMES_CAPTURED, Counts.FRAMES_CAPTURED,
            JobMetric.FRAMES_PROCESSED, Counts.FRAMES_PROCESSED,
            JobMetric.FACES_DETECTED, Counts.FACES_DETECTED,
            JobMetric.FACES_EMBEDDED, Counts.FACES_EMBEDDED,
            JobMetric.FACES_PASSED_OVER, Counts.FACES_PASSED_OVER,
            JobMetric.TRACKS, Counts.TRACKS,
            JobMetric.DECODE_ERRORS, Counts.DECODE_ERRORS);

    private static final Map<JobMetric, String> BY_REASON = Map.of(
            JobMetric.FRAMES_SKIPPED, Counts.FRAMES_SKIPPED,
            JobMetric.FRAMES_DROPPED, Counts.FRAMES_DROPPED,
            JobMetric.FRAMES_REFUSED, Counts.FRAMES_REFUSED,
            JobMetric.FACES_REFUSED, Counts.FACES_REFUSED,
            JobMetric.EVENTS, Counts.EVENTS);

    private static final Set<EventType> OF_VISITS =
            EnumSet.range(EventType.APPEARED, EventType.GAP); // what the visits of a camera say

    private final CameraScope scope;
    private final Set<String> shown = new HashSet<>();
    private final Histogram millisToName = new DescriptiveStatisticsHistogram(WINDOW);
    private int known;
    private volatile Map<String, Long> totals = new TreeMap<>();
    private volatile int open;
    private volatile long lagMillis;

    CameraFigures(MetricGroup operator, String cameraId) {
        scope = new CameraScope(operator, cameraId);
        PLAIN.forEach((metric, count) -> metric.gauge(operator, () -> total(count), cameraId));
        JobMetric.TIMESTAMPS_CORRECTED.gauge(
                operator, () -> total(Counts.TIMESTAMPS_REPAIRED) + total(Counts.TIMESTAMPS_CLAMPED), cameraId);
        JobMetric.VISITS_OPEN.gauge(operator, () -> open, cameraId);
        JobMetric.LAG.gauge(operator, () -> lagMillis, cameraId);
        JobMetric.TIME_TO_NAME.histogram(operator, millisToName, cameraId);
        showFromTheStart();
    }

    /** What occurs for the first time is then a rise, and not a metric that was not there before. */
    private void showFromTheStart() {
        reason(Counts.FRAMES_SKIPPED + "GRID");
        for (String reason : new String[] {"OVERLOAD", "DUPLICATE", "TOO_OLD"}) {
            reason(Counts.FRAMES_DROPPED + reason);
        }
        for (FaceRefusal refusal : FaceRefusal.values()) {
            if (refusal != FaceRefusal.NONE) {
                reason(Counts.FACES_REFUSED + refusal);
            }
        }
        OF_VISITS.forEach(type -> reason(Counts.EVENTS + type));
        reason(Counts.EVENTS_IGNORED);
    }

    private void reason(String count) {
        BY_REASON.forEach((metric, prefix) -> {
            if (count.startsWith(prefix) && shown.add(count)) {
                String reason = count.substring(prefix.length()).toUpperCase(Locale.ROOT);
                metric.gauge(scope.operator(), () -> total(count), scope.cameraId(), reason);
            }
        });
    }

    /** Takes what a frame has changed. */
    void show(IdentifiedFrame frame, Visits.Step step) {
        totals = step.state().totals();
        open = step.state().visits().size();
        if (totals.size() != known) {
            known = totals.size();
            totals.keySet().forEach(this::reason);
        }
        if (frame.kind() == ObservationKind.FRAME) {
            lagMillis = frame.mediaTimeMillis() < 0 ? System.currentTimeMillis() - frame.capturedAtMillis() : 0;
        }
        for (IdentityEvent event : step.events()) {
            if (event.type() == EventType.IDENTIFIED) {
                millisToName.update(event.capturedAtMillis() - event.firstSeenAtMillis());
            }
        }
    }

    void close() {
        scope.close();
    }

    private long total(String count) {
        return totals.getOrDefault(count, 0L);
    }
}
