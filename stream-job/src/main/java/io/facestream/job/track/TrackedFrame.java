package io.facestream.job.track;

import io.facestream.job.observe.ObservationKind;
import java.util.List;
import java.util.Map;

/**
 * An observation whose faces have tracks, with the tracks that ended by then.
 *
 * @param counts increments since the camera's last record
 */
public record TrackedFrame(
        String cameraId,
        ObservationKind kind,
        long capturedAtMillis,
        long mediaTimeMillis,
        List<TrackedFace> faces,
        List<TrackEnd> ended,
        Map<String, Long> counts,
        String detail) {

    /** The same frame with more known of its faces. */
    public TrackedFrame with(List<TrackedFace> others) {
        return new TrackedFrame(cameraId, kind, capturedAtMillis, mediaTimeMillis, others, ended, counts, detail);
    }

    /** The frame as it is where only the shadow model looks. */
    public TrackedFrame seenByShadow() {
        return with(faces.stream().map(TrackedFace::seenByShadow).toList());
    }
}
