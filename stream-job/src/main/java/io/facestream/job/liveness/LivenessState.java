package io.facestream.job.liveness;

import java.util.List;

/** What is kept of one camera's tracks: some bytes a track, no pixels. */
public record LivenessState(List<TrackScores> tracks) {
    static final LivenessState EMPTY = new LivenessState(List.of());
}
