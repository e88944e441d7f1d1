package io.facestream.ingest.gateway;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.ingest.source.BackOff;
import io.facestream.ingest.source.CaptureClock;
import io.facestream.ingest.source.FrameGrid;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A camera that does not wait: its thread puts the newest frame into an outbox, another thread sends it. */
final class LiveCamera extends GatewayCamera {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCamera.class);
    private static final long SAY_DOWN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Outbox outbox;
    private final Thread sending;
    private final FrameGrid grid;
    private final BackOff backOff = new BackOff();
    private final long endNanos;

    // guarded by this
    private final CaptureClock clock = new CaptureClock(System::currentTimeMillis, System::nanoTime, -1);
    private boolean up;
    private boolean down;
    private long saidNanos;

    LiveCamera(
            CameraSpec camera,
            GatewayOptions options,
            FrameGrabber.Factory grabbers,
            FrameFate fate,
            FrameSender sender) {
        super(camera, options, grabbers, fate, sender);
        this.outbox = new Outbox(fate);
        this.sending = new Thread(this::send, "send " + camera.id());
        this.sending.setDaemon(true);
        this.grid = new FrameGrid(options.gridMillis(), -1);
        this.endNanos = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(options.limit().toMillis());
    }

    @Override
    void start() {
        super.start();
        sending.start();
    }

    @Override
    void grab() throws InterruptedException {
        try {
            while (!stopped() && !over()) {
                try {
                    withGrabber(this::stream);
                } catch (CameraException e) {
                    if (stopped() || over()) {
                        break;
                    }
                    fail(e);
                    long remaining = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
                    Thread.sleep(Math.max(0, Math.min(backOff.after(e).toMillis(), remaining)));
                }
            }
        } finally {
            synchronized (this) {
                outbox.put(
                        over()
                                ? Outgoing.state(clock.now(), Outgoing.ENDED, "")
                                : Outgoing.state(clock.now(), Outgoing.DOWN, "the gateway was stopped"));
            }
            outbox.close();
        }
    }

    private boolean over() {
        return endNanos - System.nanoTime() <= 0;
    }

    private void stream(FrameGrabber grabber, JpegCoder coder) throws CameraException, InterruptedException {
        while (!stopped() && !over()) {
            if (!grabber.decode()) {
                throw new CameraException(
                        CameraException.Reason.DISCONNECTED,
                        "camera " + camera.id() + ": " + camera.redactedUri() + ": the stream ended");
            }
            long at = arrive();
            if (grid.chooses(at)) {
                outbox.put(Outgoing.frame(at, coder.jpeg(grabber)));
            } else {
                fate.skip();
            }
        }
    }

    private synchronized long arrive() {
        long at = clock.now();
        if (!up) {
            backOff.reset();
            outbox.put(Outgoing.state(at, Outgoing.UP, ""));
            fate.up(true);
            LOG.info("camera {}: up", camera.id());
        }
        up = true;
        down = false;
        return at;
    }

    private synchronized void fail(CameraException e) {
        fate.up(false);
        up = false;
        if (!down) {
            down = true;
            saidNanos = System.nanoTime();
            outbox.put(Outgoing.state(clock.now(), Outgoing.DOWN, String.valueOf(e.getMessage())));
            LOG.warn("{}; it is tried again", e.getMessage());
        }
    }

    @Override
    synchronized void tick() {
        if (over()) {
            interruptGrabber();
        }
        if (down && !stopped() && System.nanoTime() - saidNanos >= SAY_DOWN_EVERY_NANOS) {
            saidNanos = System.nanoTime();
            outbox.put(Outgoing.state(clock.now(), Outgoing.DOWN, ""));
        }
    }

    private void send() {
        try {
            while (true) {
                // what waits in the outbox meanwhile is replaced by what is newer
                sender.awaitTurn();
                Outgoing next = outbox.take();
                if (next == null) {
                    return;
                }
                sender.send(next);
            }
        } catch (InterruptedException e) {
            LOG.debug("camera {}: stopped", camera.id());
        }
    }

    @Override
    boolean isHandedOver() {
        return !sending.isAlive();
    }

    @Override
    void giveUp() {
        outbox.clear();
        sending.interrupt();
    }

    @Override
    void join(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        joinGrabbing(millis);
        sending.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
}
