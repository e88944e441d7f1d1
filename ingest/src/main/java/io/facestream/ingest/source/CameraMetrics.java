package io.facestream.ingest.source;

import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Shows of a reader's cameras whether they deliver; what is counted of them is shown where the counts are kept, at the end of the flow. A
 * camera that has ended or was taken away is shown no more.
 */
final class CameraMetrics {
    private final MetricGroup group;

    CameraMetrics(MetricGroup group) {
        this.group = group.addGroup("facestream");
    }

    /** @param split how far the camera is; asked by a thread of Flink's */
    void show(String cameraId, Supplier<CameraSplit> split) {
        group.addGroup("camera", cameraId)
                .gauge("up", (Gauge<Integer>) () -> split.get().state() == CameraSplit.State.UP ? 1 : 0);
    }

    /** A camera that comes back is shown anew. */
    void hide(String cameraId) {
        if (group.addGroup("camera", cameraId) instanceof AbstractMetricGroup<?> camera) {
            camera.close();
        }
    }
}
