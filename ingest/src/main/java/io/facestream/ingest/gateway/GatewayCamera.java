package io.facestream.ingest.gateway;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.CameraGrabbing;
import io.facestream.ingest.grab.FrameGrabber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One camera at work, on a thread of its own: it opens, decodes and codes. Files and live cameras differ in who waits for whom. */
abstract sealed class GatewayCamera permits FileCamera, LiveCamera {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayCamera.class);

    final CameraSpec camera;
    final GatewayOptions options;
    final FrameFate fate;
    final FrameSender sender;
    private final CameraGrabbing grabbing;
    private final Thread thread;

    GatewayCamera(
            CameraSpec camera,
            GatewayOptions options,
            FrameGrabber.Factory grabbers,
            FrameFate fate,
            FrameSender sender) {
        this.camera = camera;
        this.options = options;
        this.grabbing = new CameraGrabbing(camera, grabbers);
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
        sender.hurry();
        grabbing.stop();
        thread.interrupt();
    }

    final boolean stopped() {
        return grabbing.stopped();
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

    final void withGrabber(Grabbing work) throws CameraException, InterruptedException {
        grabbing.use(grabber -> {
            try (JpegCoder coder = new JpegCoder(options)) {
                work.with(grabber, coder);
            }
        });
    }

    final void interruptGrabber() {
        grabbing.interrupt();
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
