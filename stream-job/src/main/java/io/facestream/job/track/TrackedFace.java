package io.facestream.job.track;

import io.facestream.job.observe.FaceRefusal;
import io.facestream.job.observe.Liveness;

/**
 * A face of a frame and the track it belongs to. On its way to the embedding it carries a crop if it was elected as a shot; behind the
 * embedding it carries the vector instead.
 *
 * @param unseenMillis time since the track's face was detected before
 * @param crop 112 x 112 BGR if elected and not yet embedded, else empty
 * @param embedding unit vector if embedded, else empty
 * @param norm of the embedding before normalisation; 0 without one
 * @param livenessCrop of an elected shot that is not yet scored, where that is asked for, else empty
 * @param liveness of the track by its shots so far
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
        float norm,
        byte[] livenessCrop,
        Liveness liveness) {

    private static final byte[] NO_CROP = new byte[0];
    static final float[] NO_EMBEDDING = new float[0];

    /** A face where nobody asks whether it is live. */
    public TrackedFace(
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
        this(
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
                crop,
                embedding,
                norm,
                NO_CROP,
                Liveness.NONE);
    }

    public boolean isShot() {
        return crop.length > 0;
    }

    /** Whether it waits to be scored for liveness. */
    public boolean isToBeScored() {
        return livenessCrop.length > 0;
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
                length,
                NO_CROP,
                liveness);
    }

    /** The same face with what is known of its liveness in place of the pixels that told it. */
    public TrackedFace scored(Liveness soFar) {
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
                crop,
                embedding,
                norm,
                NO_CROP,
                soFar);
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
                0,
                NO_CROP,
                liveness);
    }
}
