package io.facestream.job.render;

import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.picture.FrameDecoder;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the annotated video of a live camera, in the process that runs the job: a bounded ring of JPEGs beside the detector, and a thread
 * that draws each once its annotation has had time to come. It never delays an event: where it cannot keep up, it drops pictures and
 * counts them.
 */
public final class LiveVideo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveVideo.class);

    private static final Map<String, LiveVideo> OPEN = new ConcurrentHashMap<>();
    private static final int RING = 64;
    private static final int JPEG_QUALITY = 85;
    private static final long PATIENCE_MILLIS = 1_500;

    private record Shot(long capturedAtMillis, byte[] jpeg, long sinceNanos) {}

    private final String key;
    private final Path target;
    private final FacePainter painter;
    private final Deque<Shot> ring = new ArrayDeque<>();
    private final TreeMap<Long, Annotation> annotations = new TreeMap<>();
    private final Thread thread;
    private long dropped;
    private boolean closed;

    private LiveVideo(String key, Path target, boolean blurUnknown) {
        this.key = key;
        this.target = target;
        this.painter = new FacePainter(blurUnknown);
        this.thread = new Thread(this::record, "live-video");
        thread.setDaemon(true);
    }

    /** Begins to record a camera of a run. */
    public static LiveVideo open(String run, String cameraId, Path target, boolean blurUnknown) {
        LiveVideo video = new LiveVideo(key(run, cameraId), target, blurUnknown);
        OPEN.put(video.key, video);
        video.thread.start();
        return video;
    }

    /** The recording of a camera, where this process makes one. */
    public static Optional<LiveVideo> find(String run, String cameraId) {
        return Optional.ofNullable(OPEN.get(key(run, cameraId)));
    }

    /** Keeps a frame; called by the thread that looks at it. */
    public void frame(long capturedAtMillis, Picture picture) {
        synchronized (ring) {
            if (ring.size() == RING) {
                dropped++;
                return;
            }
        }
        byte[] jpeg = Jpeg.encode(picture, JPEG_QUALITY);
        synchronized (ring) {
            ring.add(new Shot(capturedAtMillis, jpeg, System.nanoTime()));
            ring.notifyAll();
        }
    }

    /** Says what is to be drawn over a frame. */
    public void annotate(Annotation annotation) {
        synchronized (ring) {
            annotations.put(annotation.capturedAtMillis(), annotation);
        }
    }

    /** Draws what is left and finishes the file. */
    @Override
    public void close() {
        OPEN.remove(key);
        synchronized (ring) {
            closed = true;
            ring.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (dropped > 0) {
            LOG.warn(
                    "{}: {} pictures dropped, because drawing was slower than the camera",
                    target.getFileName(),
                    dropped);
        }
    }

    private void record() {
        try (FrameDecoder decoder = new FrameDecoder()) {
            VideoWriter writer = null;
            long begin = 0;
            try {
                for (Shot shot = next(); shot != null; shot = next()) {
                    Picture picture =
                            decoder.decode(shot.jpeg(), target.getFileName().toString());
                    if (writer == null) {
                        begin = shot.capturedAtMillis();
                        writer = VideoWriter.create(target, picture.width() & ~1, picture.height() & ~1);
                    }
                    painter.paint(picture, drawn(shot.capturedAtMillis()));
                    writer.write(picture, shot.capturedAtMillis() - begin);
                }
            } finally {
                if (writer != null) {
                    writer.close();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: recording stopped: {}", target.getFileName(), e.getMessage());
            OPEN.remove(key);
        }
    }

    private List<FaceTrail.Drawn> drawn(long capturedAtMillis) {
        synchronized (ring) {
            Annotation annotation = annotations.get(capturedAtMillis);
            annotations.headMap(capturedAtMillis, true).clear();
            return annotation == null
                    ? List.of()
                    : annotation.faces().stream()
                            .map(face -> new FaceTrail.Drawn(face.box(), face))
                            .toList();
        }
    }

    /** The oldest frame once it has waited for its annotation; null at the end. */
    private @Nullable Shot next() {
        synchronized (ring) {
            try {
                while (true) {
                    Shot head = ring.peek();
                    long age = head == null ? 0 : (System.nanoTime() - head.sinceNanos()) / 1_000_000;
                    if (head != null && (closed || age >= PATIENCE_MILLIS)) {
                        return ring.remove();
                    }
                    if (closed) {
                        return null;
                    }
                    ring.wait(head == null ? 1_000 : PATIENCE_MILLIS - age);
                }
            } catch (InterruptedException e) {
                return null;
            }
        }
    }

    private static String key(String run, String cameraId) {
        return run + "|" + cameraId;
    }
}
