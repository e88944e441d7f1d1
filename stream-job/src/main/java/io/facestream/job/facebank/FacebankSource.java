package io.facestream.job.facebank;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A facebank as a Flink source of parallelism 1. It keeps no state of its own: after a restart it gives a full snapshot of a new
 * generation, and what is no longer in it goes when that commits. It never ends; the launcher drains the job when the cameras have.
 */
public final class FacebankSource implements Source<FacebankUpdate, FacebankSource.NoSplit, FacebankSource.NoSplit> {
    private static final long serialVersionUID = 1L;

    /** The source has one reader and nothing to divide. */
    public static final class NoSplit implements org.apache.flink.api.connector.source.SourceSplit {
        @Override
        public String splitId() {
            return "facebank";
        }
    }

    private final FacebankFeed.Factory feeds;

    public FacebankSource(FacebankFeed.Factory feeds) {
        this.feeds = feeds;
    }

    /** The facebank must never hold event time back: its watermark is at the end of time from the start. */
    public static WatermarkStrategy<FacebankUpdate> watermarks() {
        return WatermarkStrategy.forGenerator(context -> new WatermarkGenerator<>() {
            @Override
            public void onEvent(FacebankUpdate update, long timestamp, WatermarkOutput output) {
                onPeriodicEmit(output);
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {
                output.emitWatermark(new Watermark(Long.MAX_VALUE - 1));
            }
        });
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<FacebankUpdate, NoSplit> createReader(SourceReaderContext context) {
        return new Reader(feeds);
    }

    @Override
    public SplitEnumerator<NoSplit, NoSplit> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
        return new NoSplits();
    }

    @Override
    public SplitEnumerator<NoSplit, NoSplit> restoreEnumerator(
            SplitEnumeratorContext<NoSplit> context, NoSplit checkpoint) {
        return new NoSplits();
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new NoSplitCodec();
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getEnumeratorCheckpointSerializer() {
        return new NoSplitCodec();
    }

    /** Reads the feed on a thread of its own, because enrolment takes time and a task's thread must not wait. */
    private static final class Reader implements SourceReader<FacebankUpdate, NoSplit> {
        private final FacebankFeed.Factory feeds;
        private final Queue<FacebankUpdate> ready = new ConcurrentLinkedQueue<>();
        private volatile CompletableFuture<Void> available = new CompletableFuture<>();
        private volatile @Nullable Throwable failure;
        private @Nullable Thread thread;

        Reader(FacebankFeed.Factory feeds) {
            this.feeds = feeds;
        }

        @Override
        public void start() {
            Thread reading = new Thread(this::read, "facebank");
            reading.setDaemon(true);
            reading.start();
            thread = reading;
        }

        private void read() {
            long generation = System.currentTimeMillis();
            try (FacebankFeed feed = feeds.open()) {
                while (!Thread.currentThread().isInterrupted()) {
                    feed.poll(generation, part -> {
                        ready.add(part);
                        available.complete(null);
                    });
                }
            } catch (InterruptedException e) {
                // The task closes.
            } catch (RuntimeException | Error e) {
                failure = e;
                available.complete(null);
            }
        }

        @Override
        public InputStatus pollNext(ReaderOutput<FacebankUpdate> output) throws Exception {
            if (failure != null) {
                throw new IllegalStateException(failure.getMessage(), failure);
            }
            FacebankUpdate next = ready.poll();
            if (next != null) {
                output.collect(next);
                return InputStatus.MORE_AVAILABLE;
            }
            available = new CompletableFuture<>();
            // A part may have come between the poll and the new future.
            return ready.isEmpty() && failure == null ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public List<NoSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public void addSplits(List<NoSplit> splits) {
            // There are none.
        }

        @Override
        public void notifyNoMoreSplits() {
            // There were none.
        }

        @Override
        public void close() throws InterruptedException {
            if (thread != null) {
                thread.interrupt();
                thread.join(10_000);
            }
        }
    }

    private static final class NoSplits implements SplitEnumerator<NoSplit, NoSplit> {
        @Override
        public void start() {
            // Nothing to find.
        }

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {
            // Nobody asks.
        }

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {
            // There are none.
        }

        @Override
        public void addReader(int subtask) {
            // The reader needs nothing.
        }

        @Override
        public NoSplit snapshotState(long checkpointId) {
            return new NoSplit();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static final class NoSplitCodec implements SimpleVersionedSerializer<NoSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(NoSplit split) {
            return new byte[0];
        }

        @Override
        public NoSplit deserialize(int version, byte[] bytes) {
            return new NoSplit();
        }
    }
}
