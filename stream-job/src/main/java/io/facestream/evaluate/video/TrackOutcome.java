package io.facestream.evaluate.video;

import io.facestream.scenes.Passage;
import org.jspecify.annotations.Nullable;

/**
 * What a run showed of one track, and whose it truly was.
 *
 * @param passage in which most of its looks lie; null where they lie in none
 * @param identified whether it bore the passage's own name at any time
 * @param wronglyNamed whether it bore another name while it lay on somebody enrolled
 * @param strangerNamed whether it bore a name while it lay on a stranger, or on nobody
 * @param slipped whether it followed a second person as well
 */
record TrackOutcome(
        String trackId,
        @Nullable Passage passage,
        int looks,
        boolean identified,
        boolean wronglyNamed,
        boolean strangerNamed,
        boolean slipped) {
    boolean ofEnrolled() {
        return passage != null && passage.personId() != null;
    }

    boolean ofStranger() {
        return passage != null && passage.personId() == null;
    }
}
