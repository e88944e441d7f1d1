package io.facestream.vision.quality;

import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;

/** Measures faces. Buffers are reused; one thread. */
public final class QualityMeter {
    private static final double TURNED_BY_HALF = 45;

    private final Sharpness sharpness = new Sharpness();

    /** All measures of a face, its pose by its points. */
    public FaceQuality measure(FaceBox box, float score, Landmarks landmarks, byte[] crop) {
        return measure(box, score, landmarks, crop, Pose.of(landmarks));
    }

    /**
     * All measures of a face whose pose is known.
     *
     * @param score the detector's, 0..1
     * @param crop aligned, 112 x 112 BGR
     */
    public FaceQuality measure(FaceBox box, float score, Landmarks landmarks, byte[] crop, Pose pose) {
        sharpness.measure(crop);
        float overall = overall(box.height(), score, pose, sharpness.sharpness(), sharpness.brightness());
        return new FaceQuality(
                landmarks.eyeDistance(),
                box.height(),
                sharpness.sharpness(),
                pose.yaw(),
                pose.pitch(),
                pose.roll(),
                sharpness.brightness(),
                overall);
    }

    private static float overall(float height, float score, Pose pose, float sharpness, float brightness) {
        double size = clamp((height - 12) / (80 - 12));
        double turned = Math.hypot(pose.yaw(), pose.pitch()) / TURNED_BY_HALF;
        double frontal = 1 / (1 + turned * turned);
        double light = clamp(Math.min(brightness / 0.2, (1 - brightness) / 0.1));
        return (float) (Math.sqrt(size) * frontal * (0.2 + 0.8 * sharpness) * light * clamp(score));
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
