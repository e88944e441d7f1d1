package io.facestream.job.visit;

import io.facestream.job.identify.IdentifiedFrame;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/** The figures of the cameras whose visits a subtask holds. */
final class VisitFigures {
    private final MetricGroup operator;
    private final Map<String, CameraFigures> cameras = new HashMap<>();

    VisitFigures(MetricGroup operator) {
        this.operator = operator;
    }

    void show(IdentifiedFrame frame, Visits.Step step) {
        CameraFigures camera = cameras.get(frame.cameraId());
        if (camera == null) {
            camera = new CameraFigures(operator, frame.cameraId());
            cameras.put(frame.cameraId(), camera);
        }
        camera.show(frame, step);
    }

    /** The camera has ended: its figures go. One that comes again begins anew, as its state does. */
    void forget(String cameraId) {
        CameraFigures camera = cameras.remove(cameraId);
        if (camera != null) {
            camera.close();
        }
    }
}
