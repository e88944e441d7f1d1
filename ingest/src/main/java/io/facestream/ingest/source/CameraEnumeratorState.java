package io.facestream.ingest.source;

import java.util.List;
import java.util.Set;

/**
 * What a checkpoint keeps of the distribution of cameras.
 *
 * @param known every camera that was ever handed out or waits to be
 * @param waiting cameras that no reader has
 */
public record CameraEnumeratorState(Set<String> known, List<CameraSplit> waiting) {
    public CameraEnumeratorState {
        known = Set.copyOf(known);
        waiting = List.copyOf(waiting);
    }
}
