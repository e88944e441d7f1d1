package io.facestream.job.facebank;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Reads the feed on a thread of its own, because enrolment takes time and a task's thread must not wait. */
final class FacebankReader implements SourceReader<FacebankUpdate, FacebankSource.SnapshotSplit> {
    /** A feed that is ahead of the job waits: a large facebank does not lie in memory twice. */
    private static final int PARTS_AHEAD = 16;

    /**
     * Least time between two parts. A large facebank comes in thousands of them, and each costs every subtask a millisecond: recognition
     * is to keep most of the machine while they come.
     */
    private static final long PART_EVERY_NANOS = 2_000_000;

    private final FacebankFeed.Factory feeds;
    private final long beatEveryMillis;
    private final BlockingQueue<FacebankUpdate> ready = new ArrayBlockingQueue<>(PARTS_AHEAD);
    private final AtomicLong generation = new AtomicLong();
    private volatile CompletableFuture<Void> available = new CompletableFuture<>();
    private volatile boolean beatDue;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread thread;
    private @Nullable ScheduledExecutorService clock;

    FacebankReader(FacebankFeed.Factory feeds, long beatEveryMillis) {
        this.feeds = feeds;
        this.beatEveryMillis = beatEveryMillis;
    }

    @Override
    public void start() {
        // The split says which snapshot is next.
    }

    @Override
    public void addSplits(List<FacebankSource.SnapshotSplit> splits) {
        for (FacebankSource.SnapshotSplit split : splits) {
            generation.set(split.generation() + 1);
        }
        if (thread == null && !splits.isEmpty()) {
            thread = daemon(this::read, "facebank");
            thread.start();
            clock = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "facebank-clock"));
            clock.scheduleAtFixedRate(this::beat, beatEveryMillis, beatEveryMillis, TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void beat() {
        beatDue = true;
        available.complete(null);
    }

    private void read() {
        FacebankFeed.Outlet outlet = new FacebankFeed.Outlet() {
            @Override
            public long generation() {
                return generation.get();
            }

            @Override
            public long nextGeneration() {
                return generation.incrementAndGet();
            }

            @Override
            public void add(FacebankUpdate part) throws InterruptedException {
                ready.put(part);
                available.complete(null);
                TimeUnit.NANOSECONDS.sleep(PART_EVERY_NANOS);
            }
        };
        try (FacebankFeed feed = feeds.open()) {
            while (!closing) {
                feed.poll(outlet);
            }
        } catch (InterruptedException e) {
            // The task closes.
        } catch (RuntimeException | Error e) {
            failure = e;
            available.complete(null);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<FacebankUpdate> output) {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        FacebankUpdate next = ready.poll();
        if (next != null) {
            output.collect(next);
            return InputStatus.MORE_AVAILABLE;
        }
        if (beatDue) {
            beatDue = false;
            output.collect(FacebankUpdate.beat(System.currentTimeMillis()));
        }
        available = new CompletableFuture<>();
        // A part may have come between the poll and the new future.
        return ready.isEmpty() && !beatDue && failure == null
                ? InputStatus.NOTHING_AVAILABLE
                : InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<FacebankSource.SnapshotSplit> snapshotState(long checkpointId) {
        return thread == null ? List.of() : List.of(new FacebankSource.SnapshotSplit(generation.get()));
    }

    @Override
    public void notifyNoMoreSplits() {
        // There is one.
    }

    @Override
    public void close() throws InterruptedException {
        if (clock != null) {
            clock.shutdownNow();
        }
        closing = true;
        if (thread != null) {
            // A feed that only waits ends by itself; one that enrols does not.
            thread.join(1_000);
            thread.interrupt();
            thread.join(10_000);
        }
    }
}
