package io.facestream.job.track;

import io.facestream.vision.detect.FaceBox;

/**
 * One face followed through one camera's frames.
 *
 * @param trackId camera, first capture time, rank of the box by x then y in that frame
 * @param x box as last detected, frame pixels
 * @param velocityX pixels a second of the box's centre
 * @param hits frames in which the face was detected
 * @param shots faces of this track that were sent to be embedded
 * @param bestQuality of the shots so far
 */
public record Track(
        String trackId,
        long firstSeenMillis,
        long firstSeenMediaMillis,
        long lastSeenMillis,
        long lastSeenMediaMillis,
        float x,
        float y,
        float width,
        float height,
        float velocityX,
        float velocityY,
        int hits,
        int shots,
        long firstShotMillis,
        long lastShotMillis,
        float bestQuality) {

    /** Where the face is expected at a later time if it keeps its velocity. */
    FaceBox expectedAt(long millis) {
        float seconds = Math.min(millis - lastSeenMillis, 1_000) / 1000f;
        return new FaceBox(x + velocityX * seconds, y + velocityY * seconds, width, height);
    }
}
