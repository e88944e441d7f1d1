package io.facestream.job.watch.topic;

import io.facestream.job.render.Annotation;
import io.facestream.job.watch.RunView;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings the frames of one camera together with what was found in them. Only frames with faces are annotated: one about which nothing is
 * said is shown without boxes when its time is over, or left out when something is said of a later one, so that boxes do not flicker where
 * the job looks at every other frame. Thread-safe.
 */
final class CameraJoin {
    /** Coded frames, and annotations, that may wait for each other; the oldest goes first. */
    private static final int WAITING = 64;

    /** Arrivals that are remembered, to know how long the job takes. */
    private static final int REMEMBERED = 512;

    private static final long FIRST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final byte[] NO_PICTURE = {};

    private record Coded(long capturedAtMillis, byte[] jpeg, long sinceNanos) {}

    private final String cameraId;
    private final RunView view;
    private final TreeMap<Long, Coded> frames = new TreeMap<>();
    private final TreeMap<Long, Annotation> annotations = new TreeMap<>();
    private final TreeMap<Long, Long> arrivals = new TreeMap<>();
    private @Nullable Coded last;
    private @Nullable Coded shown;
    private boolean watched;
    private long patienceNanos = FIRST_PATIENCE_NANOS;

    CameraJoin(String cameraId, RunView view) {
        this.cameraId = cameraId;
        this.view = view;
    }

    synchronized void frame(long capturedAtMillis, byte[] jpeg, long nowNanos) {
        Coded frame = new Coded(capturedAtMillis, jpeg, nowNanos);
        if (last != null && capturedAtMillis < last.capturedAtMillis()) {
            forget(); // another video under the same name
        }
        last = frame;
        arrivals.put(capturedAtMillis, nowNanos);
        trim(arrivals, REMEMBERED);
        if (!watched) {
            return;
        }
        Annotation annotation = annotations.get(capturedAtMillis);
        if (annotation != null) {
            show(annotation, frame);
        } else {
            frames.put(capturedAtMillis, frame);
            trim(frames, WAITING);
        }
    }

    private void forget() {
        frames.clear();
        annotations.clear();
        arrivals.clear();
        shown = null;
    }

    synchronized void annotate(Annotation annotation, long nowNanos) {
        if (last == null) {
            boxes(annotation, nowNanos);
        }
        annotations.put(annotation.capturedAtMillis(), annotation);
        trim(annotations, WAITING);
        Long arrived = arrivals.get(annotation.capturedAtMillis());
        if (arrived != null) {
            // twice what it took, at once where it took longer, and slowly back
            long wanted = 2 * (nowNanos - arrived);
            long next = wanted > patienceNanos ? wanted : patienceNanos - (patienceNanos - wanted) / 16;
            patienceNanos = Math.max(LEAST_PATIENCE_NANOS, Math.min(MOST_PATIENCE_NANOS, next));
        }
        Coded frame = frames.get(annotation.capturedAtMillis());
        if (frame == null && shown != null && shown.capturedAtMillis() == annotation.capturedAtMillis()) {
            frame = shown; // it had no boxes, and nothing has come since
        }
        if (frame != null) {
            show(annotation, frame);
        }
    }

    /** Shows what has waited long enough; to be called every now and then. */
    synchronized void look(long nowNanos) {
        boolean before = watched;
        watched = view.isWatched(cameraId);
        if (!watched) {
            frames.clear();
            return;
        }
        if (!before) {
            showLast(nowNanos);
        }
        Coded due = null;
        for (Coded frame : frames.values()) {
            due = nowNanos - frame.sinceNanos() > patienceNanos ? frame : due;
        }
        if (due != null) {
            show(nothing(due), due);
        }
    }

    /** A topic may be silent: whoever comes sees at once what there was. */
    private void showLast(long nowNanos) {
        Coded newest = last;
        if (newest != null) {
            show(annotations.getOrDefault(newest.capturedAtMillis(), nothing(newest)), newest);
        } else if (!annotations.isEmpty()) {
            boxes(annotations.lastEntry().getValue(), nowNanos);
        }
    }

    /** Of this camera there are no frames on the topic. */
    private void boxes(Annotation annotation, long nowNanos) {
        view.show(annotation, NO_PICTURE, nowNanos);
    }

    private Annotation nothing(Coded frame) {
        return new Annotation(cameraId, frame.capturedAtMillis(), 0, List.of());
    }

    private void show(Annotation annotation, Coded frame) {
        frames.headMap(frame.capturedAtMillis(), true).clear();
        shown = frame;
        view.show(annotation, frame.jpeg(), frame.sinceNanos());
    }

    private static void trim(TreeMap<Long, ?> waiting, int most) {
        while (waiting.size() > most) {
            waiting.pollFirstEntry();
        }
    }
}
