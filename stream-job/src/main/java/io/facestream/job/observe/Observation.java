package io.facestream.job.observe;

import java.util.List;
import java.util.Map;

/**
 * What one camera showed or said at one moment: the only thing that leaves the task that holds the pixels.
 *
 * @param capturedAtMillis event time, epoch milliseconds
 * @param mediaTimeMillis position in a file; for a live camera the time since it came up
 * @param frameWidth pixels; 0 unless this is a frame
 * @param faces left to right, then top to bottom
 * @param counts increments since the camera's last record, by the names in {@link Counts}
 * @param detail a reason, empty where there is none; never holds a secret
 */
public record Observation(
        String cameraId,
        ObservationKind kind,
        long capturedAtMillis,
        long mediaTimeMillis,
        int frameWidth,
        int frameHeight,
        List<ObservedFace> faces,
        Map<String, Long> counts,
        String detail) {}
