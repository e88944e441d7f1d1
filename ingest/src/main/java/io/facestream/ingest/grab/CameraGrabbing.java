package io.facestream.ingest.grab;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera's grabbers, one after the other: each is opened, used and closed by the thread that calls {@link #use}; any other thread may
 * interrupt it.
 */
public final class CameraGrabbing {
    private static final Logger LOG = LoggerFactory.getLogger(CameraGrabbing.class);

    private final CameraSpec camera;
    private final FrameGrabber.Factory grabbers;
    private volatile boolean stopped;
    private @Nullable FrameGrabber grabber;

    public CameraGrabbing(CameraSpec camera, FrameGrabber.Factory grabbers) {
        this.camera = camera;
        this.grabbers = grabbers;
    }

    /** Opens a grabber, has it used and closes it, whatever happens; what is thrown becomes a {@link CameraException}. */
    public void use(Use work) throws CameraException, InterruptedException {
        try (FrameGrabber opened = register(grabbers.create(camera))) {
            opened.open();
            work.with(opened);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("camera {}: grabbing failed", camera.id(), e);
            throw new CameraException(
                    CameraException.Reason.UNREADABLE,
                    "camera " + camera.id() + ": " + e.getClass().getSimpleName());
        } finally {
            unregister();
        }
    }

    /** Makes the grabber that is open now, if any, return from whatever it waits for. */
    public synchronized void interrupt() {
        if (grabber != null) {
            grabber.interrupt();
        }
    }

    /** Interrupts this grabber and all that would follow. */
    public void stop() {
        stopped = true;
        interrupt();
    }

    public boolean stopped() {
        return stopped;
    }

    private synchronized FrameGrabber register(FrameGrabber created) {
        grabber = created;
        if (stopped) {
            created.interrupt();
        }
        return created;
    }

    private synchronized void unregister() {
        grabber = null;
    }

    /** What is done with an open grabber. */
    @FunctionalInterface
    public interface Use {
        void with(FrameGrabber grabber) throws CameraException, InterruptedException;
    }
}
