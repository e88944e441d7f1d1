package io.facestream.job.track;

import io.facestream.job.observe.FaceRefusal;

/**
 * A face of a frame and the track it belongs to. On its way to the embedding it carries a crop if it was elected as a shot; behind the
 * embedding it carries the vector instead.
 *
 * @param unseenMillis time since the track's face was detected before
 * @param crop 112 x 112 BGR if elected and not yet embedded, else empty
 * @param embedding unit vector if embedded, else empty
 * @param norm of the embedding before normalisation; 0 without one
 */
public record TrackedFace(
        String trackId,
        long firstSeenMillis,
        long firstSeenMediaMillis,
        boolean confirmed,
        long unseenMillis,
        float x,
        float y,
        float width,
        float height,
        float quality,
        FaceRefusal refusal,
        byte[] crop,
        float[] embedding,
        float norm) {

    private static final byte[] NO_CROP = new byte[0];
    static final float[] NO_EMBEDDING = new float[0];

    public boolean isShot() {
        return crop.length > 0;
    }

    public boolean isEmbedded() {
        return embedding.length > 0;
    }

    /** The same face with its vector in place of its pixels. */
    public TrackedFace embedded(float[] unit, float length) {
        return new TrackedFace(
                trackId,
                firstSeenMillis,
                firstSeenMediaMillis,
                confirmed,
                unseenMillis,
                x,
                y,
                width,
                height,
                quality,
                refusal,
                NO_CROP,
                unit,
                length);
    }

    /** The same face without pixels, refused by what the embedding said. */
    public TrackedFace refused(FaceRefusal why) {
        return new TrackedFace(
                trackId,
                firstSeenMillis,
                firstSeenMediaMillis,
                confirmed,
                unseenMillis,
                x,
                y,
                width,
                height,
                quality,
                why,
                NO_CROP,
                NO_EMBEDDING,
                0);
    }
}
