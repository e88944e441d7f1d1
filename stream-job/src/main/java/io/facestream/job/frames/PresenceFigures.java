package io.facestream.job.frames;

import io.facestream.job.frames.FrameState.Presence;
import io.facestream.job.metrics.CameraScope;
import io.facestream.job.metrics.JobMetric;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/** Shows which cameras of the topics deliver: one that fell silent is down, one that said that it ended is gone. */
final class PresenceFigures {
    private static final class Shown {
        private final CameraScope scope;
        private volatile int up;

        private Shown(CameraScope scope) {
            this.scope = scope;
        }
    }

    private final MetricGroup operator;
    private final Map<String, Shown> cameras = new HashMap<>();

    PresenceFigures(MetricGroup operator) {
        this.operator = operator;
    }

    void show(String cameraId, Presence presence) {
        Shown camera = cameras.get(cameraId);
        if (presence == Presence.UNKNOWN || presence == Presence.ENDED) {
            if (camera != null) {
                cameras.remove(cameraId);
                camera.scope.close();
            }
            return;
        }
        if (camera == null) {
            camera = register(cameraId);
        }
        camera.up = presence == Presence.UP ? 1 : 0;
    }

    private Shown register(String cameraId) {
        Shown camera = new Shown(new CameraScope(operator, cameraId));
        cameras.put(cameraId, camera);
        JobMetric.CAMERA_UP.gauge(operator, () -> camera.up, cameraId);
        return camera;
    }
}
