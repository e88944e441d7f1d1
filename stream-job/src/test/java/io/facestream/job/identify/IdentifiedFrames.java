package io.facestream.job.identify;

import io.facestream.job.observe.ObservationKind;
import java.util.List;
import java.util.Map;

/** Frames for tests that do not ask what they were held against; a frame's time is its place in the medium. */
public final class IdentifiedFrames {
    private IdentifiedFrames() {}

    /** A frame compared with a facebank that ignores nobody. */
    public static IdentifiedFrame of(
            String cameraId,
            ObservationKind kind,
            long atMillis,
            List<IdentifiedFace> faces,
            List<IdentifiedTrackEnd> ended,
            Map<String, Long> counts,
            String facebankVersion,
            String modelId) {
        return of(cameraId, kind, atMillis, faces, ended, counts, facebankVersion, modelId, List.of());
    }

    /** @param ignored people of whom nobody is to hear */
    public static IdentifiedFrame of(
            String cameraId,
            ObservationKind kind,
            long atMillis,
            List<IdentifiedFace> faces,
            List<IdentifiedTrackEnd> ended,
            Map<String, Long> counts,
            String facebankVersion,
            String modelId,
            List<String> ignored) {
        return new IdentifiedFrame(
                cameraId,
                kind,
                atMillis,
                atMillis,
                faces,
                ended,
                counts,
                facebankVersion,
                modelId,
                "",
                ignored,
                SearchedBank.UNKNOWN);
    }
}
