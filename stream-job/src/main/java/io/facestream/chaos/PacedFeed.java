package io.facestream.chaos;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Feeds frames beside the kills, as far as these have come, so that each of them meets a job at work. */
final class PacedFeed implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    private final FrameFeeder feeder;
    private final int frames;
    private final DoubleSupplier share;
    private final Thread thread = new Thread(this::feed, "paced-feed");
    private volatile boolean closed;

    PacedFeed(FrameFeeder feeder, int frames, DoubleSupplier share) {
        this.feeder = feeder;
        this.frames = frames;
        this.share = share;
        thread.start();
    }

    private void feed() {
        try {
            while (!closed) {
                feeder.sendUpTo((int) (frames * share.getAsDouble()));
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread; the feeder is the caller's again. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
