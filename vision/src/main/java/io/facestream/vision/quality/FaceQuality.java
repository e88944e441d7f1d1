package io.facestream.vision.quality;

/**
 * What can be said of a face's usefulness before it is embedded.
 *
 * @param eyeDistance pixels between the eyes in the source picture
 * @param boxHeight height of the face's box in source pixels
 * @param sharpness 0 (blurred) .. 1 (sharp), from the aligned crop's high frequencies, with noise discounted
 * @param yaw degrees, negative when the face looks to the picture's left; from the five points, or from the pose network where it is on
 * @param pitch degrees, negative when it looks down; likewise
 * @param roll degrees of the eye line, positive clockwise
 * @param brightness mean luma of the aligned crop, 0..1
 * @param overall 0..1, the weight of this face among the shots of a track, from all of the above
 */
public record FaceQuality(
        float eyeDistance,
        float boxHeight,
        float sharpness,
        float yaw,
        float pitch,
        float roll,
        float brightness,
        float overall) {}
