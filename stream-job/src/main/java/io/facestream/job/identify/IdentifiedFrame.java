package io.facestream.job.identify;

import io.facestream.job.observe.ObservationKind;
import java.util.List;
import java.util.Map;

/** A frame whose tracks have been compared with the facebank. */
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
        String detail) {}
