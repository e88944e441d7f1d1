package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** The cameras that there are now, told to the readers: where a camera is travels in memory only, never into a checkpoint. */
record CameraListEvent(ArrayList<CameraSpec> cameras) implements SourceEvent {
    CameraListEvent(List<CameraSpec> cameras) {
        this(new ArrayList<>(cameras));
    }
}
