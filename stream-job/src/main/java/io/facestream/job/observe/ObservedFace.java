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
 */
public record ObservedFace(
        float x,
        float y,
        float width,
        float height,
        float detectorScore,
        float quality,
        FaceRefusal refusal,
        byte[] crop) {}
