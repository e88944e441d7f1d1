package io.facestream.job.render;

import java.util.List;

/** The faces of one frame of one camera, to be drawn over it. */
public record Annotation(String cameraId, long capturedAtMillis, long mediaTimeMillis, List<AnnotatedFace> faces) {
    public static final int SCHEMA_VERSION = 1;
}
