package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraSpec;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Tells which cameras there are now. It is asked again and again, where the job is coordinated and not where cameras are read. */
@FunctionalInterface
public interface CameraRegistry extends Serializable {
    /**
     * The cameras, whose ids differ; none is an answer too.
     *
     * @throws IOException with one line, without secrets, where it cannot be told: then the cameras stay as they were
     */
    List<CameraSpec> read() throws IOException;
}
