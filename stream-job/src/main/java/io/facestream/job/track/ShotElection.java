package io.facestream.job.track;

import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.ObservedFace;

/**
 * Elects the faces of a track that are worth an embedding: a few at once, so that a name comes soon, then about one a second until
 * the track is settled, then only better ones and a rare re-check. It looks at content and event time only, so that the same video gives
 * the same shots.
 */
final class ShotElection {
    private static final long OPENING_MILLIS = 1_000;
    private static final long OPENING_STEP_MILLIS = 100;
    private static final long LATER_STEP_MILLIS = 1_000;
    private static final long RETURNED_MILLIS = 300;

    private final TrackerOptions options;

    ShotElection(TrackerOptions options) {
        this.options = options;
    }

    /** @param unseenMillis since the track's face was detected before: who comes back may be somebody else */
    boolean elects(Track track, ObservedFace face, long atMillis, long unseenMillis) {
        if (face.refusal() != FaceRefusal.NONE) {
            return false;
        }
        if (track.shots() == 0) {
            return true;
        }
        boolean better = face.quality() > track.bestQuality() * options.betterBy();
        long sinceLast = atMillis - track.lastShotMillis();
        if (atMillis - track.firstShotMillis() < OPENING_MILLIS) {
            return track.shots() < options.openingShots() && (better || sinceLast >= OPENING_STEP_MILLIS);
        }
        if (sinceLast < LATER_STEP_MILLIS) {
            return false;
        }
        return better
                || unseenMillis > RETURNED_MILLIS
                || track.shots() < options.settledShots()
                || sinceLast >= options.recheckMillis();
    }
}
