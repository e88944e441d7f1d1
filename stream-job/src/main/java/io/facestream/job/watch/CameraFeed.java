package io.facestream.job.watch;

import io.facestream.job.observe.Counts;
import io.facestream.job.render.AnnotatedFace;
import io.facestream.job.render.Annotation;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import io.facestream.vision.picture.ScaledJpeg;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One camera as it is watched: each frame waits until it is coded and until it is known what was found in it. */
final class CameraFeed {
    /** Frames and annotations that may wait for each other; the oldest goes first. */
    private static final int WAITING = 64;

    /** Pictures that may wait to be coded; of more, the job makes none. */
    private static final int CODING = 3;

    private static final int JPEG_QUALITY = 80;
    private static final byte[] NO_PICTURE = {};
    private static final Logger LOG = LoggerFactory.getLogger(CameraFeed.class);

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

    /** The last frame of a topic that was shown, for who comes after it: a topic may be silent for long. */
    private volatile @Nullable LiveFrame lastOfTopic;

    // of the coder's thread
    private int reachX = 320;
    private int reachY = 240;

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
        LiveFrame last = lastOfTopic;
        if (last != null) {
            LiveFrame again = new LiveFrame(
                    last.annotation(), last.frameWidth(), last.frameHeight(), last.jpeg(), System.nanoTime());
            onCoder(() -> watcher.accept(again));
        }
        return () -> watchers.remove(watcher);
    }

    boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Takes that there is a frame. */
    synchronized void arrive(long capturedAtMillis) {
        long now = System.nanoTime();
        frames++;
        ended = false;
        lastCapturedAtMillis = capturedAtMillis;
        arrivals.add(now);
        while (now - arrivals.element() > RATE_NANOS) {
            arrivals.remove();
        }
    }

    /** Whether a frame may be coded now: if somebody watches, and not too many wait. */
    private synchronized boolean beginCoding() {
        if (watchers.isEmpty()) {
            return false;
        }
        if (coding == CODING) {
            dropped++;
            return false;
        }
        coding++;
        return true;
    }

    private synchronized void endCoding() {
        coding--;
    }

    private void onCoder(Runnable work) {
        try {
            coder.execute(work);
        } catch (RejectedExecutionException e) {
            // nobody watches any more
        }
    }

    /** Shows a frame of a topic, with what was found in it; without a picture, the boxes alone. */
    void show(Annotation annotation, byte[] coded, long sinceNanos) {
        if (!beginCoding()) {
            return;
        }
        onCoder(() -> {
            try {
                Shot shot = coded.length == 0 ? shotOfBoxes(annotation, sinceNanos) : shot(coded, sinceNanos);
                lastOfTopic = show(annotation, shot);
            } catch (PictureRefusedException e) {
                LOG.debug("camera {}: {}", cameraId, e.getMessage());
                synchronized (this) {
                    dropped++;
                }
            } finally {
                endCoding();
            }
        });
    }

    private Shot shot(byte[] coded, long sinceNanos) throws PictureRefusedException {
        ScaledJpeg scaled = ScaledJpeg.of(coded, width, JPEG_QUALITY, cameraId);
        return new Shot(scaled.width(), scaled.height(), scaled.jpeg(), sinceNanos);
    }

    /** Nobody knows how large the frame was: large enough for every box there was. */
    private Shot shotOfBoxes(Annotation annotation, long sinceNanos) {
        for (AnnotatedFace face : annotation.faces()) {
            reachX = Math.max(reachX, (int) Math.ceil(face.x() + face.width()));
            reachY = Math.max(reachY, (int) Math.ceil(face.y() + face.height()));
        }
        return new Shot(reachX, reachY, NO_PICTURE, sinceNanos);
    }

    /** Takes a frame; by the thread that looks at it, which keeps the picture. */
    void frame(long capturedAtMillis, Picture picture, long sinceNanos) {
        arrive(capturedAtMillis);
        if (!beginCoding()) {
            return;
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
            endCoding();
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
        onCoder(() -> show(annotation, found));
    }

    private static int trim(TreeMap<Long, ?> waiting) {
        int trimmed = 0;
        while (waiting.size() > WAITING) {
            waiting.pollFirstEntry();
            trimmed++;
        }
        return trimmed;
    }

    private LiveFrame show(Annotation annotation, Shot shot) {
        synchronized (this) {
            shown++;
            decidedAfterNanos = System.nanoTime() - shot.sinceNanos();
        }
        LiveFrame frame =
                new LiveFrame(annotation, shot.frameWidth(), shot.frameHeight(), shot.jpeg(), shot.sinceNanos());
        for (Consumer<LiveFrame> watcher : watchers) {
            watcher.accept(frame);
        }
        return frame;
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
