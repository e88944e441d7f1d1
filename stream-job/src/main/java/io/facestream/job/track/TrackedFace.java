package io.facestream.job.track;

import static java.util.Objects.requireNonNullElse;

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
 * @param shadow unit vector of the shadow model if it has embedded the face too, else empty; never compared with {@code embedding}
 * @param shadowNorm of that one before normalisation; 0 without one
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
        Liveness liveness,
        float[] shadow,
        float shadowNorm) {

    private static final byte[] NO_CROP = new byte[0];
    static final float[] NO_EMBEDDING = new float[0];

    public TrackedFace {
        // state of a version that knew no shadow models leaves it out
        shadow = requireNonNullElse(shadow, NO_EMBEDDING);
    }

    /** A face that no second model looks at. */
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
            float norm,
            byte[] livenessCrop,
            Liveness liveness) {
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
                livenessCrop,
                liveness,
                NO_EMBEDDING,
                0);
    }

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
                liveness,
                shadow,
                shadowNorm);
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
                soFar,
                shadow,
                shadowNorm);
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
                liveness,
                shadow,
                shadowNorm);
    }

    /** The same face with the vector that the shadow model gives beside the first one's. */
    public TrackedFace shadowed(float[] unit, float length) {
        return withVectors(refusal, embedding, norm, unit, length);
    }

    /** The face as it is where only the shadow model looks: its vector in the place of the first model's. */
    public TrackedFace seenByShadow() {
        if (shadow.length > 0) {
            return withVectors(FaceRefusal.NONE, shadow, shadowNorm, NO_EMBEDDING, 0);
        }
        return isEmbedded() ? refused(FaceRefusal.NOT_A_FACE) : this;
    }

    /** The same face without what models said that are not in use any more. */
    public TrackedFace without(boolean first, boolean second) {
        return withVectors(
                refusal,
                first ? NO_EMBEDDING : embedding,
                first ? 0 : norm,
                second ? NO_EMBEDDING : shadow,
                second ? 0 : shadowNorm);
    }

    private TrackedFace withVectors(
            FaceRefusal why, float[] unit, float length, float[] shadowUnit, float shadowLength) {
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
                crop,
                unit,
                length,
                livenessCrop,
                liveness,
                shadowUnit,
                shadowLength);
    }
}
