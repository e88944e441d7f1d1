package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.grab.FrameGrabber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the items of its cameras in turn, each to its camera's own output, so that an idle camera holds up nobody's watermark. A picture
 * goes back to its camera when the operators behind have returned.
 */
final class CameraReader implements SourceReader<CameraItem, CameraSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(CameraReader.class);

    private final SourceReaderContext context;
    private final Map<String, CameraSpec> cameras;
    private final CameraPace pace;
    private final FrameGrabber.Factory grabbers;
    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "camera clock");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean noMoreSplits;
    private int turn;

    CameraReader(
            SourceReaderContext context,
            Map<String, CameraSpec> cameras,
            CameraPace pace,
            FrameGrabber.Factory grabbers) {
        this.context = context;
        this.cameras = cameras;
        this.pace = pace;
        this.grabbers = grabbers;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the reader is closed
    public void start() {
        ticker.scheduleAtFixedRate(() -> active.forEach(camera -> camera.feed.tick()), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void addSplits(List<CameraSplit> splits) {
        for (CameraSplit split : splits) {
            CameraSpec camera = cameras.get(split.cameraId());
            if (camera == null) {
                LOG.warn("camera {}: was removed from the configuration, its position is forgotten", split.cameraId());
                continue;
            }
            CameraFeed feed = camera.live()
                    ? new LiveFeed(camera, pace, split, grabbers, this::itemReady)
                    : new FileFeed(camera, pace, split, grabbers, this::itemReady);
            Active added = new Active(feed, split);
            added.register(context.metricGroup().addGroup("camera", split.cameraId()));
            active.add(added);
            feed.start();
        }
        itemReady();
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        itemReady();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<CameraItem> output) throws Exception {
        for (int tried = 0; tried < active.size(); tried++) {
            Active camera = active.get(turn++ % active.size());
            CameraItem item = camera.poll();
            if (item != null) {
                emit(camera, item, output);
                break;
            }
        }
        if (active.isEmpty() && noMoreSplits) {
            return InputStatus.END_OF_INPUT;
        }
        return anyReady() ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
    }

    private void emit(Active camera, CameraItem item, ReaderOutput<CameraItem> output) {
        String id = camera.split.splitId();
        SourceOutput<CameraItem> own = camera.output;
        if (own == null) {
            own = output.createOutputForSplit(id);
            camera.output = own;
        }
        try {
            own.collect(item, item.atMillis());
        } finally {
            if (item instanceof Frame frame) {
                camera.feed.release(frame.picture());
            }
        }
        camera.split = camera.split.after(item);
        if (item instanceof CameraEnded) {
            active.remove(camera);
            camera.feed.close();
            output.releaseOutputForSplit(id);
        }
    }

    private boolean anyReady() {
        for (Active camera : active) {
            if (camera.hasItem()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        synchronized (this) {
            if (available.isDone()) {
                available = new CompletableFuture<>();
            }
            if (anyReady() || active.isEmpty() && noMoreSplits) {
                available.complete(null);
            }
            return available;
        }
    }

    private void itemReady() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            waiting = available;
        }
        waiting.complete(null);
    }

    @Override
    public List<CameraSplit> snapshotState(long checkpointId) {
        List<CameraSplit> splits = new ArrayList<>();
        active.forEach(camera -> splits.add(camera.split));
        return splits;
    }

    /** For watermark alignment: a paused file waits, a paused live camera drops frames. */
    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        for (Active camera : active) {
            camera.paused = toPause.contains(camera.split.splitId())
                    || camera.paused && !toResume.contains(camera.split.splitId());
        }
        itemReady();
    }

    @Override
    public void close() throws Exception {
        ticker.shutdownNow();
        active.forEach(camera -> camera.feed.interruptGrabber());
        active.forEach(camera -> camera.feed.close());
        active.clear();
    }

    /** A camera that this reader emits, and how far it is. */
    private static final class Active {
        private final CameraFeed feed;
        private volatile CameraSplit split;
        private @Nullable SourceOutput<CameraItem> output;
        private boolean paused;

        Active(CameraFeed feed, CameraSplit split) {
            this.feed = feed;
            this.split = split;
        }

        @Nullable
        CameraItem poll() {
            Throwable failure = feed.failure();
            if (failure != null) {
                throw new IllegalStateException("camera " + split.cameraId() + ": its thread failed", failure);
            }
            return paused ? null : feed.poll();
        }

        boolean hasItem() {
            return !paused && feed.hasItem() || feed.failure() != null;
        }

        void register(MetricGroup group) {
            group.gauge("framesCaptured", () -> split.totals().captured());
            group.gauge("framesEmitted", () -> split.totals().emitted());
            group.gauge("framesSkippedByGrid", () -> split.totals().skippedByGrid());
            group.gauge("framesDroppedByOverload", () -> split.totals().droppedByOverload());
            group.gauge("framesRefused", () -> split.totals().refused());
            group.gauge("timestampsRepaired", () -> split.totals().timestampsRepaired());
            group.gauge("decodeErrors", () -> split.totals().decodeErrors());
            group.gauge("up", () -> split.state() == CameraSplit.State.UP ? 1 : 0);
        }
    }
}
