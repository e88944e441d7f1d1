package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraEnded;
import io.facestream.ingest.camera.CameraItem;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.camera.Frame;
import io.facestream.ingest.camera.FrameCounts;
import io.facestream.ingest.grab.FrameGrabber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the items of its cameras in turn, each to its camera's own output, so that an idle camera holds up nobody's watermark. A picture
 * goes back to its camera when the operators behind have returned.
 */
final class CameraReader implements SourceReader<CameraItem, CameraSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(CameraReader.class);

    private final CameraMetrics metrics;
    private final Map<String, CameraSpec> cameras;
    private final boolean told;
    private final CameraPace pace;
    private final FrameGrabber.Factory grabbers;
    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final List<CameraSplit> parked = new ArrayList<>();
    private final Deque<CameraSplit> ending = new ArrayDeque<>();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "camera clock"));
    private final ExecutorService closer = Executors.newCachedThreadPool(work -> daemon(work, "camera closer"));
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean noMoreSplits;
    private int turn;

    CameraReader(
            SourceReaderContext context,
            Map<String, CameraSpec> cameras,
            CameraPace pace,
            FrameGrabber.Factory grabbers) {
        this(context, cameras, false, pace, grabbers);
    }

    private CameraReader(
            SourceReaderContext context,
            Map<String, CameraSpec> cameras,
            boolean told,
            CameraPace pace,
            FrameGrabber.Factory grabbers) {
        this.metrics = new CameraMetrics(context.metricGroup());
        this.cameras = new HashMap<>(cameras);
        this.told = told;
        this.pace = pace;
        this.grabbers = grabbers;
    }

    /** A reader that learns by {@link CameraListEvent}s where its cameras are; those that it is given before then wait. */
    static CameraReader toldItsCameras(SourceReaderContext context, CameraPace pace, FrameGrabber.Factory grabbers) {
        return new CameraReader(context, Map.of(), true, pace, grabbers);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
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
            if (camera != null) {
                begin(camera, split);
            } else if (told) {
                parked.add(split);
            } else {
                LOG.warn("camera {}: was removed from the configuration, its position is forgotten", split.cameraId());
            }
        }
        itemReady();
    }

    private void begin(CameraSpec camera, CameraSplit split) {
        if (active.stream().anyMatch(other -> other.split.cameraId().equals(camera.id()))) {
            LOG.debug("camera {}: was given twice", camera.id());
            return;
        }
        CameraFeed feed = camera.live()
                ? new LiveFeed(camera, pace, split, grabbers, this::itemReady)
                : new FileFeed(camera, pace, split, grabbers, this::itemReady);
        Active added = new Active(feed, split);
        metrics.show(camera.id(), () -> added.split);
        active.add(added);
        feed.start();
    }

    /** The cameras that there are now: those that are gone or have changed end; the changed ones are handed out anew. */
    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (!(event instanceof CameraListEvent list)) {
            throw new IllegalArgumentException(
                    "event: " + event.getClass() + " (expected: " + CameraListEvent.class + ")");
        }
        cameras.clear();
        list.cameras().forEach(camera -> cameras.put(camera.id(), camera));
        for (Active camera : active) {
            if (!camera.feed.camera.equals(cameras.get(camera.split.cameraId()))) {
                active.remove(camera);
                ending.add(camera.split);
                metrics.hide(camera.split.cameraId());
                closer.execute(camera.feed::close);
            }
        }
        List<CameraSplit> given = List.copyOf(parked);
        parked.clear();
        for (CameraSplit split : given) {
            CameraSpec camera = cameras.get(split.cameraId());
            if (camera == null) {
                ending.add(split);
            } else {
                begin(camera, split);
            }
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
        if (!ending.isEmpty()) {
            emitEnd(ending.element(), output);
            ending.remove();
            return InputStatus.MORE_AVAILABLE;
        }
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

    /** The end of a camera that was taken away, unless it has not begun. */
    private static void emitEnd(CameraSplit split, ReaderOutput<CameraItem> output) {
        if (!split.isUnread()) {
            LOG.info("camera {}: was taken away", split.cameraId());
            CameraEnded ended = new CameraEnded(split.cameraId(), split.lastAtMillis(), FrameCounts.NONE);
            output.createOutputForSplit(split.splitId()).collect(ended, ended.atMillis());
        }
        output.releaseOutputForSplit(split.splitId());
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
            metrics.hide(camera.split.cameraId());
            camera.feed.close();
            output.releaseOutputForSplit(id);
        }
    }

    private boolean anyReady() {
        if (!ending.isEmpty()) {
            return true;
        }
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
        splits.addAll(parked);
        splits.addAll(ending);
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
        closer.shutdown();
        if (!closer.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("cameras: some did not close within 5 s");
        }
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
    }
}
