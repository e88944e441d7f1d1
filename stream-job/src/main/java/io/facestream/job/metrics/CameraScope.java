package io.facestream.job.metrics;

import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/** The metrics of one camera in one operator, which go when the camera does. */
public final class CameraScope {
    private final MetricGroup operator;
    private final String cameraId;

    public CameraScope(MetricGroup operator, String cameraId) {
        this.operator = operator;
        this.cameraId = cameraId;
    }

    public MetricGroup operator() {
        return operator;
    }

    public String cameraId() {
        return cameraId;
    }

    /** Takes the camera's metrics away; who registers them again begins with a new scope. */
    public void close() {
        if (operator.addGroup(JobMetric.GROUP).addGroup("camera", cameraId) instanceof AbstractMetricGroup<?> group) {
            group.close();
        }
    }
}
