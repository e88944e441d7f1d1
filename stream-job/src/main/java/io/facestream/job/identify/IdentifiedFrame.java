package io.facestream.job.identify;

import io.facestream.job.observe.ObservationKind;
import java.util.List;
import java.util.Map;

/**
 * A frame whose tracks have been compared with the facebank.
 *
 * @param ignored people of whom nobody is to hear, by this version of the facebank; hardly ever anybody
 * @param searched what the faces were held against
 */
public record IdentifiedFrame(
        String cameraId,
        ObservationKind kind,
        long capturedAtMillis,
        long mediaTimeMillis,
        List<IdentifiedFace> faces,
        List<IdentifiedTrackEnd> ended,
        Map<String, Long> counts,
        String facebankVersion,
        String modelId,
        String detail,
        List<String> ignored,
        SearchedBank searched) {

    /** The same frame with other tracks that ended. */
    IdentifiedFrame withEnded(List<IdentifiedTrackEnd> others) {
        return new IdentifiedFrame(
                cameraId,
                kind,
                capturedAtMillis,
                mediaTimeMillis,
                faces,
                others,
                counts,
                facebankVersion,
                modelId,
                detail,
                ignored,
                searched);
    }

    /** Whether anybody is ignored; who it is, {@link Decision#ignored()} says of each face. */
    public boolean ignoring() {
        return !ignored.isEmpty();
    }
}
