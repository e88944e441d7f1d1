package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.picture.Picture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera that does not wait: the newest frame replaces one that the job has not taken, everything else is kept in order. A camera that
 * fails is said to be down once and tried again for ever; while it is down a tick a second moves the clocks that follow it.
 */
final class LiveFeed extends CameraFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    // one being filled, one waiting, one in the hands of the job
    private static final int PICTURES = 3;

    private final BackOff backOff = new BackOff();
    private final FrameGrid grid;
    private final AdaptiveInterval interval;
    private final long endNanos;

    // guarded by this
    private final Deque<CameraItem> ready = new ArrayDeque<>();
    private final FrameTally tally = new FrameTally();
    private final CaptureClock clock;
    private CameraSplit.State state;
    private long lastFrameAt;
    private long sequence;
    private boolean restored;

    // used by the camera's thread only
    private long errors;

    LiveFeed(CameraSpec camera, CameraPace pace, CameraSplit from, FrameGrabber.Factory grabbers, Runnable itemReady) {
        super(camera, PICTURES, grabbers, itemReady);
        this.grid = new FrameGrid(pace.grid().toMillis(), -1);
        this.interval = new AdaptiveInterval(pace.grid().toMillis());
        this.endNanos =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pace.limit().toMillis());
        this.clock = new CaptureClock(System::currentTimeMillis, System::nanoTime, from.lastAtMillis());
        this.state = from.state();
        this.lastFrameAt = from.lastFrameAtMillis();
        this.restored = lastFrameAt != CameraSplit.NEVER;
        this.sequence = from.nextSequence();
    }

    @Override
    void grab() throws InterruptedException {
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
        synchronized (this) {
            ready.add(new CameraEnded(camera.id(), clock.now(), FrameCounts.NONE));
        }
        itemReady();
    }

    private boolean over() {
        return endNanos - System.nanoTime() <= 0;
    }

    private void stream(FrameGrabber grabber) throws CameraException, InterruptedException {
        errors = 0;
        boolean first = true;
        while (!stopped() && !over()) {
            if (!grabber.decode()) {
                throw new CameraException(
                        CameraException.Reason.DISCONNECTED,
                        "camera " + camera.id() + ": " + camera.redactedUri() + ": the stream ended");
            }
            long at = arrive(grabber, first);
            first = false;
            if (at >= 0) {
                offer(grabber, at);
            }
        }
    }

    /** Notes a frame; its capture time if it is to be taken, else -1. */
    private synchronized long arrive(FrameGrabber grabber, boolean first) {
        long at = clock.now();
        if (first) {
            backOff.reset();
            comeUp(at);
        }
        lastFrameAt = at;
        tally.addRepairs(0, grabber.decodeErrors() - errors);
        errors = grabber.decodeErrors();
        if (!grid.chooses(at)) {
            tally.skipByGrid();
            return -1;
        }
        if (interval.tooSoon(at)) {
            tally.dropByOverload();
            return -1;
        }
        return at;
    }

    private void offer(FrameGrabber grabber, long at) throws InterruptedException {
        Picture picture = pictures.take(grabber.width(), grabber.height());
        try {
            grabber.convert(picture);
        } catch (RuntimeException e) {
            pictures.giveBack(picture);
            throw e;
        }
        synchronized (this) {
            dropWaitingFrame(at);
            ready.add(new Frame(camera.id(), at, Frame.LIVE, 0, picture, FrameCounts.NONE));
        }
        itemReady();
    }

    private void dropWaitingFrame(long at) {
        boolean replaced = ready.removeIf(item -> {
            if (item instanceof Frame frame) {
                pictures.giveBack(frame.picture());
                return true;
            }
            return false;
        });
        if (replaced) {
            tally.dropByOverload();
            interval.replaced(at);
        } else {
            interval.taken(at);
        }
    }

    private void comeUp(long at) {
        if (lastFrameAt != CameraSplit.NEVER && (state != CameraSplit.State.UP || restored)) {
            add(CameraStatus.State.GAP, at, "no frame for " + (at - lastFrameAt) + " ms", lastFrameAt);
        }
        if (state != CameraSplit.State.UP) {
            add(CameraStatus.State.UP, at, "", at);
            LOG.info("camera {}: up", camera.id());
        }
        state = CameraSplit.State.UP;
        restored = false;
    }

    private void fail(CameraException e) {
        synchronized (this) {
            if (state == CameraSplit.State.DOWN) {
                return;
            }
            state = CameraSplit.State.DOWN;
            long at = clock.now();
            add(
                    CameraStatus.State.DOWN,
                    at,
                    String.valueOf(e.getMessage()),
                    lastFrameAt == CameraSplit.NEVER ? at : lastFrameAt);
        }
        LOG.warn("{}; it is tried again", e.getMessage());
        itemReady();
    }

    @Override
    void tick() {
        if (over()) {
            interruptGrabber();
        }
        synchronized (this) {
            boolean waits = ready.peekLast() instanceof CameraStatus last && last.state() == CameraStatus.State.TICK;
            if (state != CameraSplit.State.DOWN || stopped()) {
                return;
            }
            if (waits) {
                ready.removeLast();
            }
            long at = clock.now();
            add(CameraStatus.State.TICK, at, "", at);
        }
        itemReady();
    }

    private void add(CameraStatus.State said, long at, String reason, long since) {
        ready.add(new CameraStatus(camera.id(), at, said, reason, since, FrameCounts.NONE));
    }

    @Override
    synchronized @Nullable CameraItem poll() {
        CameraItem item = ready.poll();
        if (item instanceof Frame frame) {
            return new Frame(
                    frame.cameraId(),
                    frame.capturedAtMillis(),
                    Frame.LIVE,
                    sequence++,
                    frame.picture(),
                    tally.takeWithEmitted());
        }
        if (item instanceof CameraEnded ended) {
            return new CameraEnded(ended.cameraId(), ended.atMillis(), tally.take());
        }
        return item;
    }

    @Override
    synchronized boolean hasItem() {
        return !ready.isEmpty();
    }
}
