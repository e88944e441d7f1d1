package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** Drives a reader by hand, as a task does, and notes what it emits. */
final class ReaderRun implements AutoCloseable {
    /** The items, pictures not to be touched. */
    final List<CameraItem> items = new ArrayList<>();
    /** First byte of each frame's picture, read while it was lent. */
    final List<Integer> contents = new ArrayList<>();
    /** Width of each frame, read while it was lent. */
    final Map<Frame, Integer> widths = new IdentityHashMap<>();
    /** Distinct pictures lent. */
    final Set<Long> pictures = new HashSet<>();

    private final SourceReader<CameraItem, CameraSplit> reader;
    private final Output output = new Output();
    private InputStatus status = InputStatus.NOTHING_AVAILABLE;

    ReaderRun(CameraSource source, List<CameraSplit> splits) throws Exception {
        reader = source.createReader(new Context());
        reader.addSplits(splits);
        reader.start();
        reader.notifyNoMoreSplits();
    }

    static ReaderRun of(CameraSource source, String... cameraIds) throws Exception {
        List<CameraSplit> splits = new ArrayList<>();
        for (String id : cameraIds) {
            splits.add(CameraSplit.unread(id));
        }
        return new ReaderRun(source, splits);
    }

    /** Polls until all cameras have ended. */
    ReaderRun toEnd() throws Exception {
        return until(item -> false);
    }

    /** Polls until an item fits or all cameras have ended; half a minute at most. */
    ReaderRun until(Predicate<CameraItem> last) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (status != InputStatus.END_OF_INPUT) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no end in sight after " + items);
            }
            int before = items.size();
            status = reader.pollNext(output);
            if (items.size() > before && last.test(items.get(before))) {
                break;
            }
            if (status == InputStatus.NOTHING_AVAILABLE) {
                reader.isAvailable().get(30, TimeUnit.SECONDS);
            }
        }
        return this;
    }

    List<CameraSplit> snapshot() {
        return reader.snapshotState(1);
    }

    SourceReader<CameraItem, CameraSplit> reader() {
        return reader;
    }

    /** What was emitted, in words that tell equal runs from others. */
    List<String> story() {
        List<String> story = new ArrayList<>();
        int frame = 0;
        for (CameraItem item : items) {
            if (item instanceof Frame f) {
                story.add("Frame[" + f.cameraId() + " " + f.capturedAtMillis() + " " + f.mediaTimeMillis() + " #"
                        + f.sequence() + " of " + contents.get(frame++) + " " + f.countsSinceLast() + "]");
            } else {
                story.add(item.toString());
            }
        }
        return story;
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }

    private final class Output implements ReaderOutput<CameraItem> {
        private final Map<String, SourceOutput<CameraItem>> ofSplits = new HashMap<>();

        @Override
        public void collect(CameraItem item) {
            throw new AssertionError("without a timestamp: " + item);
        }

        @Override
        public void collect(CameraItem item, long timestamp) {
            if (timestamp != item.atMillis()) {
                throw new AssertionError("timestamp " + timestamp + " of " + item);
            }
            items.add(item);
            if (item instanceof Frame frame) {
                contents.add(frame.picture().bytes().get(0) & 0xff);
                pictures.add(frame.picture().address());
                widths.put(frame, frame.picture().width());
            }
        }

        @Override
        public SourceOutput<CameraItem> createOutputForSplit(String splitId) {
            return ofSplits.computeIfAbsent(splitId, id -> this);
        }

        @Override
        public void releaseOutputForSplit(String splitId) {
            ofSplits.remove(splitId);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }

    private static final class Context implements SourceReaderContext {
        @Override
        public SourceReaderMetricGroup metricGroup() {
            return InternalSourceReaderMetricGroup.mock(new UnregisteredMetricsGroup());
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public void sendSplitRequest() {}

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {}

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(ReaderRun.class.getClassLoader());
        }
    }
}
