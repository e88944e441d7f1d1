package io.facestream.job.visit;

import java.util.Map;

/**
 * What was counted of a camera from the job's start to the camera's end.
 *
 * @param totals by the names in {@code Counts}
 */
public record CameraReport(String cameraId, long mediaTimeMillis, Map<String, Long> totals) {}
