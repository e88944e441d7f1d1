package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.CameraStatus;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.camera.FrameRefused;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file or folder as a camera: no frame is dropped, the grabber waits for the job. Everything it emits follows from the content and
 * the split, so that a run that was interrupted goes on exactly where it was.
 */
final class FileFeed extends CameraFeed {
    private static final Logger LOG = LoggerFactory.getLogger(FileFeed.class);
    private static final int PICTURES = 3;
    private static final long MISSING_TAIL_MILLIS = 1_000;

    private final BlockingQueue<CameraItem> ready = new ArrayBlockingQueue<>(PICTURES + 1);
    private final FrameTally tally = new FrameTally();
    private final CameraPace pace;
    private final CameraSplit from;
    private final FrameGrid grid;
    private final long endMillis;
    private long sequence;
    private long positionMillis;
    private long repairs;
    private long errors;
    private long firstMillis = -1;
    private long firstNanos;
    private boolean reachedLimit;

    FileFeed(CameraSpec camera, CameraPace pace, CameraSplit from, FrameGrabber.Factory grabbers, Runnable itemReady) {
        super(camera, PICTURES, grabbers, itemReady);
        this.pace = pace;
        this.from = from;
        this.grid = new FrameGrid(pace.grid().toMillis(), from.mediaTimeMillis());
        this.endMillis = pace.startOffset().plus(pace.limit()).toMillis();
        this.sequence = from.nextSequence();
        this.positionMillis =
                Math.max(from.mediaTimeMillis(), pace.startOffset().toMillis());
    }

    @Override
    void grab() throws InterruptedException {
        try {
            withGrabber(this::readAll);
        } catch (CameraException e) {
            if (stopped()) {
                return;
            }
            LOG.warn("{}", e.getMessage());
            if (from.state() != CameraSplit.State.DOWN) {
                put(status(CameraStatus.State.DOWN, String.valueOf(e.getMessage())));
            }
        }
        put(new CameraEnded(camera.id(), capturedAt(positionMillis), tally.take()));
    }

    private void readAll(FrameGrabber grabber) throws CameraException, InterruptedException {
        if (from.state() == CameraSplit.State.UNKNOWN) {
            put(status(CameraStatus.State.UP, ""));
        }
        goToStart(grabber);
        while (!stopped() && grabber.decode()) {
            long at = grabber.mediaTimeMillis();
            if (at <= from.mediaTimeMillis() || at < pace.startOffset().toMillis()) {
                repairs = grabber.timestampsRepaired();
                errors = grabber.decodeErrors();
                continue;
            }
            if (at >= endMillis) {
                reachedLimit = true;
                break;
            }
            positionMillis = at;
            countFaults(grabber);
            take(grabber, at);
        }
        if (!reachedLimit && !stopped()) {
            countFaults(grabber);
            checkComplete(grabber);
        }
    }

    private void goToStart(FrameGrabber grabber) throws CameraException {
        // where timestamps had to be repaired, a position is known only by counting from the beginning
        boolean exact = from.totals().timestampsRepaired() == 0 && from.totals().decodeErrors() == 0;
        long start = Math.max(from.mediaTimeMillis() + 1, pace.startOffset().toMillis());
        if (exact && start > 0) {
            grabber.seek(start);
        }
    }

    private void take(FrameGrabber grabber, long at) throws InterruptedException {
        // a refused frame takes up its place on the grid, so that the choice of the next does not depend on a restart
        boolean chosen = grid.chooses(at);
        if (grabber.refusal().isPresent()) {
            PictureRefusedException refusal = grabber.refusal().get();
            put(new FrameRefused(
                    camera.id(),
                    capturedAt(at),
                    at,
                    refusal.reason(),
                    String.valueOf(refusal.getMessage()),
                    tally.takeWithRefused()));
        } else if (chosen) {
            Picture picture = pictures.take(grabber.width(), grabber.height());
            try {
                grabber.convert(picture);
                waitFor(at);
                put(new Frame(camera.id(), capturedAt(at), at, sequence, picture, tally.takeWithEmitted()));
                sequence++;
            } catch (InterruptedException | RuntimeException e) {
                pictures.giveBack(picture);
                throw e;
            }
        } else {
            tally.skipByGrid();
        }
    }

    private void countFaults(FrameGrabber grabber) {
        tally.addRepairs(grabber.timestampsRepaired() - repairs, grabber.decodeErrors() - errors);
        repairs = grabber.timestampsRepaired();
        errors = grabber.decodeErrors();
    }

    private void checkComplete(FrameGrabber grabber) throws CameraException {
        long duration = grabber.durationMillis();
        if (duration > 0 && positionMillis + MISSING_TAIL_MILLIS < duration) {
            throw new CameraException(
                    CameraException.Reason.UNREADABLE,
                    String.format(
                            Locale.ROOT,
                            "camera %s: %s: breaks off at %.1f s (expected: %.1f s of video)",
                            camera.id(),
                            camera.redactedUri(),
                            positionMillis / 1000.0,
                            duration / 1000.0));
        }
    }

    private void waitFor(long at) throws InterruptedException {
        if (!pace.realtime()) {
            return;
        }
        if (firstMillis < 0) {
            firstMillis = at;
            firstNanos = System.nanoTime();
        }
        long dueNanos = firstNanos + TimeUnit.MILLISECONDS.toNanos(at - firstMillis);
        TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
    }

    private CameraStatus status(CameraStatus.State state, String reason) {
        long at = capturedAt(positionMillis);
        return new CameraStatus(camera.id(), at, state, reason, at, FrameCounts.NONE);
    }

    private long capturedAt(long position) {
        return pace.startTime().toEpochMilli() + position;
    }

    private void put(CameraItem item) throws InterruptedException {
        ready.put(item);
        itemReady();
    }

    @Override
    @Nullable
    CameraItem poll() {
        return ready.poll();
    }

    @Override
    boolean hasItem() {
        return !ready.isEmpty();
    }
}
