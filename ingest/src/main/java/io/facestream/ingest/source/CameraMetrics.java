package io.facestream.ingest.source;

import io.facestream.ingest.camera.FrameCounts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.MetricGroup;

/** A reader's cameras as metrics. A name is given to Flink once only, so a camera that comes back goes on under its old ones. */
final class CameraMetrics {
    private final MetricGroup group;
    private final Set<String> named = new HashSet<>();
    private final Map<String, Supplier<CameraSplit>> shown = new ConcurrentHashMap<>();

    CameraMetrics(MetricGroup group) {
        this.group = group;
    }

    /** @param split how far the camera is; asked by a thread of Flink's */
    void show(String cameraId, Supplier<CameraSplit> split) {
        shown.put(cameraId, split);
        if (named.add(cameraId)) {
            register(group.addGroup("camera", cameraId), cameraId);
        }
    }

    /** All of its metrics are 0 from now on. */
    void hide(String cameraId) {
        shown.remove(cameraId);
    }

    private void register(MetricGroup camera, String id) {
        count(camera, "framesCaptured", id, FrameCounts::captured);
        count(camera, "framesEmitted", id, FrameCounts::emitted);
        count(camera, "framesSkippedByGrid", id, FrameCounts::skippedByGrid);
        count(camera, "framesDroppedByOverload", id, FrameCounts::droppedByOverload);
        count(camera, "framesRefused", id, FrameCounts::refused);
        count(camera, "timestampsRepaired", id, FrameCounts::timestampsRepaired);
        count(camera, "decodeErrors", id, FrameCounts::decodeErrors);
        camera.gauge("up", () -> splitOf(id).state() == CameraSplit.State.UP ? 1 : 0);
    }

    private void count(MetricGroup camera, String name, String id, ToLongFunction<FrameCounts> count) {
        camera.gauge(name, () -> count.applyAsLong(splitOf(id).totals()));
    }

    private CameraSplit splitOf(String cameraId) {
        Supplier<CameraSplit> split = shown.get(cameraId);
        return split == null ? CameraSplit.unread(cameraId) : split.get();
    }
}
