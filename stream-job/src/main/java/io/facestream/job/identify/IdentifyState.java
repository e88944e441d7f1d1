package io.facestream.job.identify;

import java.util.List;

/** The evidence of one camera's live tracks. */
public record IdentifyState(List<TrackEvidence> tracks) {
    public static final IdentifyState EMPTY = new IdentifyState(List.of());
}
