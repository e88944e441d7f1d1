package io.facestream.job.track;

import java.io.Serializable;

/**
 * How faces of successive frames become tracks, and which of them become shots.
 *
 * @param lostAfterMillis a track ends when its face was not seen for so long
 * @param confirmHits detections that make a track: fewer are taken for an error of the detector
 * @param openingShots shots of a track in its first second
 * @param settledShots shots after which only a better face, or a re-check, becomes a shot
 * @param recheckMillis a settled track is looked at again after this time, so that a swap of two people shows
 * @param betterBy factor by which a face must beat the track's best quality to be a shot before its turn
 */
public record TrackerOptions(
        long lostAfterMillis, int confirmHits, int openingShots, int settledShots, long recheckMillis, float betterBy)
        implements Serializable {

    public static TrackerOptions defaults() {
        return new TrackerOptions(1_000, 2, 4, 8, 4_000, 1.15f);
    }

    public TrackerOptions withLostAfterMillis(long millis) {
        return new TrackerOptions(millis, confirmHits, openingShots, settledShots, recheckMillis, betterBy);
    }
}
