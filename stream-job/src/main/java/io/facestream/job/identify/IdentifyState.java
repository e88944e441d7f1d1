package io.facestream.job.identify;

import java.util.List;

/** The evidence of one camera's live tracks: vectors of one model. */
public record IdentifyState(List<TrackEvidence> tracks) {
    public static final IdentifyState EMPTY = new IdentifyState(List.of());

    /** The same tracks for another model. */
    IdentifyState withoutVectors() {
        return new IdentifyState(
                tracks.stream().map(TrackEvidence::withoutVectors).toList());
    }
}
