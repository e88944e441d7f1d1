package io.facestream.job.crop;

import io.facestream.facebank.crypt.MasterKey;
import io.facestream.job.crop.CropShelf.Crop;
import io.facestream.vision.Face;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes crops on a thread of its own, so that a slow disk holds up no event, and deletes the old ones. What does not fit in is dropped. */
final class CropWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CropWriter.class);
    private static final int MOST_WAITING = 256;
    private static final int JPEG_QUALITY = 90;
    private static final long SWEEP_EVERY_MILLIS = 600_000;

    private final CropFolder folder;
    private final MasterKey key;
    private final Duration expire;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread writing = new Thread(work, "crops");
        writing.setDaemon(true);
        return writing;
    });
    private boolean failed;

    @SuppressWarnings("FutureReturnValueIgnored") // it sweeps until the writer is closed
    CropWriter(CropFolder folder, MasterKey key, Duration expire) {
        this.folder = folder;
        this.key = key;
        this.expire = expire;
        long every = Math.max(1, Math.min(SWEEP_EVERY_MILLIS, expire.toMillis() / 4));
        thread.scheduleWithFixedDelay(this::sweep, 0, every, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes a crop to be written.
     *
     * @param written told 1 when it is, 0 when that failed; on the writer's thread
     * @return false if too many wait
     */
    boolean offer(String visitId, Crop crop, IntConsumer written) {
        if (!room.tryAcquire()) {
            return false;
        }
        thread.execute(() -> {
            try {
                written.accept(write(visitId, crop) ? 1 : 0);
            } finally {
                room.release();
            }
        });
        return true;
    }

    private boolean write(String visitId, Crop crop) {
        try (Picture picture = Picture.allocate(Face.CROP_SIDE, Face.CROP_SIDE)) {
            picture.bytes().put(crop.bgr());
            folder.write(visitId, Jpeg.encode(picture, JPEG_QUALITY), key);
            failed = false;
            return true;
        } catch (IOException | RuntimeException e) {
            if (!failed) {
                LOG.warn("crops cannot be written ({}); the job goes on without them", e.toString());
            }
            failed = true;
            return false;
        }
    }

    private void sweep() {
        try {
            int deleted = folder.sweep(Instant.now().minus(expire));
            if (deleted > 0) {
                LOG.info("crops: {} older than {} deleted", deleted, expire);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("crops cannot be swept: {}", e.toString());
        }
    }

    /** Waits until what was offered by now is written. */
    void drain() throws InterruptedException {
        if (!room.tryAcquire(MOST_WAITING, 30, TimeUnit.SECONDS)) {
            LOG.warn("crops: some were not written within 30 s");
            return;
        }
        room.release(MOST_WAITING);
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
