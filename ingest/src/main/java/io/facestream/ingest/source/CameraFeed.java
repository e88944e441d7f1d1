package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.grab.CameraGrabbing;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.picture.Picture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera at work: a thread of its own that grabs, and the items it has ready for the task's thread. The grabber is opened, used and
 * closed by the camera's thread only; closing the feed interrupts it.
 */
abstract sealed class CameraFeed implements AutoCloseable permits FileFeed, LiveFeed {
    private static final Logger LOG = LoggerFactory.getLogger(CameraFeed.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    final CameraSpec camera;
    final PicturePool pictures;
    private final CameraGrabbing grabbing;
    private final Runnable itemReady;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    CameraFeed(CameraSpec camera, int pictures, FrameGrabber.Factory grabbers, Runnable itemReady) {
        this.camera = camera;
        this.pictures = new PicturePool(pictures);
        this.grabbing = new CameraGrabbing(camera, grabbers);
        this.itemReady = itemReady;
        this.thread = new Thread(this::run, "camera " + camera.id());
        this.thread.setDaemon(true);
    }

    /** The work of the camera's thread, until the camera has ended. */
    abstract void grab() throws InterruptedException;

    /** The next item, null where none is ready. The picture of a frame is handed back by {@link #release}. */
    abstract @Nullable CameraItem poll();

    abstract boolean hasItem();

    /** Called about every second by a thread of the reader. */
    void tick() {}

    final void start() {
        thread.start();
    }

    final void release(Picture picture) {
        pictures.giveBack(picture);
    }

    /** An error that no camera may cause, such as a lack of memory. */
    final @Nullable Throwable failure() {
        return failure;
    }

    final boolean stopped() {
        return grabbing.stopped();
    }

    final void itemReady() {
        itemReady.run();
    }

    final void withGrabber(CameraGrabbing.Use work) throws CameraException, InterruptedException {
        grabbing.use(work);
    }

    final void interruptGrabber() {
        grabbing.interrupt();
    }

    private void run() {
        try {
            grab();
        } catch (InterruptedException e) {
            LOG.debug("camera {}: stopped", camera.id());
        } catch (Throwable e) {
            failure = e;
            itemReady();
        }
    }

    /** Stops the camera and frees its memory; pictures still in use are freed when they come back. */
    @Override
    public final void close() {
        grabbing.stop();
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("camera {}: its thread did not stop within {} s", camera.id(), PATIENCE.toSeconds());
        }
        for (CameraItem left = poll(); left != null; left = poll()) {
            if (left instanceof Frame frame) {
                release(frame.picture());
            }
        }
        pictures.close();
    }
}
