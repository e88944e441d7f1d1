package io.facestream.vision.quality;

import java.util.Optional;

/**
 * Decides whether a face is good enough, and says why it is not.
 *
 * @param minBoxHeight in source pixels
 * @param minSharpness 0..1
 * @param maxYaw most degrees to either side
 * @param maxPitch most degrees up or down
 * @param minBrightness mean luma, 0..1
 * @param maxBrightness mean luma, 0..1
 */
public record QualityGate(
        float minBoxHeight,
        float minSharpness,
        float maxYaw,
        float maxPitch,
        float minBrightness,
        float maxBrightness) {

    /** Why a face is refused. */
    public enum Reason {
        TOO_SMALL,
        BLURRED,
        TURNED_AWAY,
        TOO_DARK,
        TOO_BRIGHT
    }

    /** What a probe must have: the default embedding's true matches fall from 98 to 81 % between 48 and 24 pixels. */
    public static QualityGate recognition() {
        return new QualityGate(32, 0.18f, 60, 45, 0.06f, 0.97f);
    }

    /** What a template must have, against which many probes will be compared. */
    public static QualityGate enrolment() {
        return new QualityGate(64, 0.35f, 40, 30, 0.12f, 0.93f);
    }

    /** The first reason for which the face is refused, the gravest first; empty when it is good enough. */
    public Optional<Reason> refusal(FaceQuality quality) {
        if (quality.boxHeight() < minBoxHeight) {
            return Optional.of(Reason.TOO_SMALL);
        }
        if (quality.brightness() < minBrightness) {
            return Optional.of(Reason.TOO_DARK);
        }
        if (quality.brightness() > maxBrightness) {
            return Optional.of(Reason.TOO_BRIGHT);
        }
        if (Math.abs(quality.yaw()) > maxYaw || Math.abs(quality.pitch()) > maxPitch) {
            return Optional.of(Reason.TURNED_AWAY);
        }
        return quality.sharpness() < minSharpness ? Optional.of(Reason.BLURRED) : Optional.empty();
    }
}
