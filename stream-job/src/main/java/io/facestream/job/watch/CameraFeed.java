package io.facestream.job.watch;

import io.facestream.job.observe.Counts;
import io.facestream.job.render.Annotation;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** One camera as it is watched: each frame waits until it is coded and until it is known what was found in it. */
final class CameraFeed {
    /** Frames and annotations that may wait for each other; the oldest goes first. */
    private static final int WAITING = 64;

    /** Pictures that may wait to be coded; of more, the job makes none. */
    private static final int CODING = 3;

    private static final int JPEG_QUALITY = 80;

    /** Time over which the frame rate is taken. */
    private static final long RATE_NANOS = 5_000_000_000L;

    private record Shot(int frameWidth, int frameHeight, byte[] jpeg, long sinceNanos) {}

    private final String cameraId;
    private final int width;
    private final Executor coder;
    private final List<Consumer<LiveFrame>> watchers = new CopyOnWriteArrayList<>();
    private final TreeMap<Long, Shot> shots = new TreeMap<>();
    private final TreeMap<Long, Annotation> annotations = new TreeMap<>();
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private Map<String, Long> counts = Map.of();
    private boolean ended;
    private int coding;
    private long frames;
    private long shown;
    private long dropped;
    private long lastCapturedAtMillis;
    private long decidedAfterNanos;

    CameraFeed(String cameraId, int width, Executor coder) {
        this.cameraId = cameraId;
        this.width = width;
        this.coder = coder;
    }

    String cameraId() {
        return cameraId;
    }

    RunView.Watch watch(Consumer<LiveFrame> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Takes a frame; by the thread that looks at it, which keeps the picture. */
    void frame(long capturedAtMillis, Picture picture, long sinceNanos) {
        long now = System.nanoTime();
        synchronized (this) {
            frames++;
            ended = false;
            lastCapturedAtMillis = capturedAtMillis;
            arrivals.add(now);
            while (now - arrivals.element() > RATE_NANOS) {
                arrivals.remove();
            }
            if (watchers.isEmpty()) {
                return;
            }
            if (coding == CODING) {
                dropped++;
                return;
            }
            coding++;
        }
        int frameWidth = picture.width();
        int frameHeight = picture.height();
        Picture scaled = frameWidth <= width
                ? picture.copy()
                : picture.scaled(width, Math.max(1, Math.round((float) frameHeight * width / frameWidth)));
        try {
            coder.execute(() -> code(capturedAtMillis, scaled, frameWidth, frameHeight, sinceNanos));
        } catch (RejectedExecutionException e) {
            scaled.close(); // nobody watches any more
        }
    }

    private void code(long capturedAtMillis, Picture scaled, int frameWidth, int frameHeight, long sinceNanos) {
        Shot shot;
        try (scaled) {
            shot = new Shot(frameWidth, frameHeight, Jpeg.encode(scaled, JPEG_QUALITY), sinceNanos);
        } finally {
            synchronized (this) {
                coding--;
            }
        }
        Annotation annotation;
        synchronized (this) {
            annotation = annotations.remove(capturedAtMillis);
            if (annotation == null) {
                shots.put(capturedAtMillis, shot);
                dropped += trim(shots);
                return;
            }
        }
        show(annotation, shot);
    }

    /** Says what was found in a frame. */
    void annotate(Annotation annotation) {
        Shot shot;
        synchronized (this) {
            if (watchers.isEmpty()) {
                shots.clear();
                annotations.clear();
                return;
            }
            shot = shots.remove(annotation.capturedAtMillis());
            if (shot == null) {
                annotations.put(annotation.capturedAtMillis(), annotation);
                trim(annotations);
                return;
            }
            // frames of before, about which nothing was said, are overtaken
            var overtaken = shots.headMap(annotation.capturedAtMillis());
            dropped += overtaken.size();
            overtaken.clear();
        }
        Shot found = shot;
        try {
            coder.execute(() -> show(annotation, found));
        } catch (RejectedExecutionException e) {
            // nobody watches any more
        }
    }

    private static int trim(TreeMap<Long, ?> waiting) {
        int trimmed = 0;
        while (waiting.size() > WAITING) {
            waiting.pollFirstEntry();
            trimmed++;
        }
        return trimmed;
    }

    private void show(Annotation annotation, Shot shot) {
        synchronized (this) {
            shown++;
            decidedAfterNanos = System.nanoTime() - shot.sinceNanos();
        }
        LiveFrame frame =
                new LiveFrame(annotation, shot.frameWidth(), shot.frameHeight(), shot.jpeg(), shot.sinceNanos());
        for (Consumer<LiveFrame> watcher : watchers) {
            watcher.accept(frame);
        }
    }

    /** Takes that the camera delivers nothing more. */
    synchronized void end() {
        ended = true;
    }

    /** Takes what was counted since. */
    synchronized void count(Map<String, Long> increments) {
        counts = Counts.plus(counts, increments);
    }

    /** How the camera does now. */
    synchronized CameraPulse pulse() {
        long now = System.nanoTime();
        long recent = arrivals.stream().filter(at -> now - at <= RATE_NANOS).count();
        return new CameraPulse(
                cameraId,
                ended,
                frames,
                recent / (RATE_NANOS / 1e9),
                lastCapturedAtMillis,
                shown,
                dropped,
                shown == 0 ? 0 : decidedAfterNanos / 1_000_000,
                counts);
    }
}
