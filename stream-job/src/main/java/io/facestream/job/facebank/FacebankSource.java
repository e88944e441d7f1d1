package io.facestream.job.facebank;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A facebank as a Flink source of parallelism 1. It keeps nothing but the number of its last full snapshot: after a restart it gives
 * another one, and what is no longer in it goes when that commits. It never ends; the launcher drains the job when the cameras have.
 * Several times a second it sends a beat, which tells the subtasks how late it is.
 */
public final class FacebankSource
        implements Source<FacebankUpdate, FacebankSource.SnapshotSplit, FacebankSource.Assigned> {
    private static final long serialVersionUID = 1L;

    private static final long BEAT_EVERY_MILLIS = 250;

    /**
     * The one split: which full snapshot was sent last.
     *
     * @param generation 0 before the first
     */
    public record SnapshotSplit(long generation) implements SourceSplit {
        @Override
        public String splitId() {
            return "facebank";
        }
    }

    /** Whether the reader has the split. */
    public record Assigned(boolean done) {}

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
    public SourceReader<FacebankUpdate, SnapshotSplit> createReader(SourceReaderContext context) {
        return new FacebankReader(feeds, BEAT_EVERY_MILLIS);
    }

    @Override
    public SplitEnumerator<SnapshotSplit, Assigned> createEnumerator(SplitEnumeratorContext<SnapshotSplit> context) {
        return new OneSplit(context, new Assigned(false));
    }

    @Override
    public SplitEnumerator<SnapshotSplit, Assigned> restoreEnumerator(
            SplitEnumeratorContext<SnapshotSplit> context, Assigned checkpoint) {
        return new OneSplit(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<SnapshotSplit> getSplitSerializer() {
        return new Codec<>(SnapshotSplit::generation, SnapshotSplit::new);
    }

    @Override
    public SimpleVersionedSerializer<Assigned> getEnumeratorCheckpointSerializer() {
        return new Codec<>(assigned -> assigned.done() ? 1L : 0L, number -> new Assigned(number == 1));
    }

    private static final class OneSplit implements SplitEnumerator<SnapshotSplit, Assigned> {
        private final SplitEnumeratorContext<SnapshotSplit> context;
        private @Nullable SnapshotSplit toAssign;

        OneSplit(SplitEnumeratorContext<SnapshotSplit> context, Assigned assigned) {
            this.context = context;
            this.toAssign = assigned.done() ? null : new SnapshotSplit(0);
        }

        @Override
        public void start() {
            // The split is given when the reader is there.
        }

        @Override
        public void addReader(int subtask) {
            if (toAssign != null) {
                context.assignSplit(toAssign, subtask);
                toAssign = null;
            }
        }

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {
            // Nobody asks.
        }

        @Override
        public void addSplitsBack(List<SnapshotSplit> splits, int subtask) {
            for (SnapshotSplit split : splits) {
                toAssign = split;
            }
        }

        @Override
        public Assigned snapshotState(long checkpointId) {
            return new Assigned(toAssign == null);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Writes a number. */
    private record Codec<T>(ToLongFunction<T> toNumber, LongFunction<T> fromNumber)
            implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T value) {
            return ByteBuffer.allocate(Long.BYTES)
                    .putLong(toNumber.applyAsLong(value))
                    .array();
        }

        @Override
        public T deserialize(int version, byte[] bytes) {
            return fromNumber.apply(ByteBuffer.wrap(bytes).getLong());
        }
    }
}
