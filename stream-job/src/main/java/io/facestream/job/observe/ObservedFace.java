package io.facestream.job.observe;

/**
 * A face in a frame, measured and cut out, as it leaves the task that saw the frame.
 *
 * @param x left edge of the box in frame pixels
 * @param y top edge of the box in frame pixels
 * @param detectorScore the detector's confidence, 0..1
 * @param quality weight of this face among the shots of its track, 0..1
 * @param refusal why it must not be embedded, or {@code NONE}
 * @param crop 112 x 112 BGR, aligned; empty if refused
 * @param livenessCrop the face with its surroundings, BGR, as the liveness model looks at it; empty unless that stage is on
 */
public record ObservedFace(
        float x,
        float y,
        float width,
        float height,
        float detectorScore,
        float quality,
        FaceRefusal refusal,
        byte[] crop,
        byte[] livenessCrop) {

    private static final byte[] NO_CROP = new byte[0];

    /** A face where nobody asks whether it is live. */
    public ObservedFace(
            float x,
            float y,
            float width,
            float height,
            float detectorScore,
            float quality,
            FaceRefusal refusal,
            byte[] crop) {
        this(x, y, width, height, detectorScore, quality, refusal, crop, NO_CROP);
    }
}
