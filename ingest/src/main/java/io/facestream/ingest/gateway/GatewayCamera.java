package io.facestream.ingest.gateway;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One camera at work, on a thread of its own: it opens, decodes and codes. Files and live cameras differ in who waits for whom. */
abstract sealed class GatewayCamera permits FileCamera, LiveCamera {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayCamera.class);

    final CameraSpec camera;
    final GatewayOptions options;
    final FrameFate fate;
    final FrameSender sender;
    private final FrameGrabber.Factory grabbers;
    private final Thread thread;
    private volatile boolean stopped;
    private @Nullable FrameGrabber grabber;

    GatewayCamera(
            CameraSpec camera,
            GatewayOptions options,
            FrameGrabber.Factory grabbers,
            FrameFate fate,
            FrameSender sender) {
        this.camera = camera;
        this.options = options;
        this.grabbers = grabbers;
        this.fate = fate;
        this.sender = sender;
        this.thread = new Thread(this::run, "camera " + camera.id());
        this.thread.setDaemon(true);
    }

    /** The work of the camera's thread until the camera has ended. */
    abstract void grab() throws InterruptedException;

    /** Called several times a second while the gateway runs. */
    abstract void tick();

    /** Whether everything has been handed to the producer. */
    abstract boolean isHandedOver();

    /** Gives up what has not been handed to the producer. */
    abstract void giveUp();

    /** Waits until everything has been handed to the producer. */
    abstract void join(long millis) throws InterruptedException;

    void start() {
        thread.start();
    }

    /** Ends the camera soon; what it has is still sent. */
    final void stop() {
        stopped = true;
        sender.hurry();
        interruptGrabber();
        thread.interrupt();
    }

    final boolean stopped() {
        return stopped;
    }

    final void joinGrabbing(long millis) throws InterruptedException {
        thread.join(Math.max(1, millis));
    }

    /** Whether all that the camera gave has been answered. */
    final boolean isDone() {
        return !thread.isAlive() && isHandedOver() && sender.unanswered() == 0;
    }

    GatewayReport report() {
        return fate.report(camera.id());
    }

    /** Uses a grabber and closes it; what is thrown becomes a {@link CameraException}. */
    final void withGrabber(Grabbing work) throws CameraException, InterruptedException {
        try (FrameGrabber opened = register(grabbers.create(camera));
                JpegCoder coder = new JpegCoder(options)) {
            opened.open();
            work.with(opened, coder);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("camera {}: grabbing failed", camera.id(), e);
            throw new CameraException(
                    CameraException.Reason.UNREADABLE,
                    "camera " + camera.id() + ": " + e.getClass().getSimpleName());
        } finally {
            unregister();
        }
    }

    final synchronized void interruptGrabber() {
        if (grabber != null) {
            grabber.interrupt();
        }
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

    private void run() {
        try {
            grab();
        } catch (InterruptedException e) {
            LOG.debug("camera {}: stopped", camera.id());
        } finally {
            fate.end();
        }
    }

    /** What is done with an open grabber. */
    @FunctionalInterface
    interface Grabbing {
        void with(FrameGrabber grabber, JpegCoder coder) throws CameraException, InterruptedException;
    }
}
