package io.facestream.job.render;

import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** The faces of one frame of one camera, to be drawn over it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Annotation(String cameraId, long capturedAtMillis, long mediaTimeMillis, List<AnnotatedFace> faces) {
    public static final int SCHEMA_VERSION = 1;

    @JsonGetter("schemaVersion")
    public int schemaVersion() {
        return SCHEMA_VERSION;
    }
}
