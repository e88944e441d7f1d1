package io.facestream.facebank.enrolment;

import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.vision.quality.FaceQuality;
import java.util.Locale;
import java.util.Optional;

/** Decides whether a face is good enough to be enrolled; the first thing that is wrong is the reason. */
final class QualityGate {
    private final EnrolmentOptions options;
    private final float minNorm;

    /** @param cardMinNorm least norm by the model's card, for options that leave it to the model */
    QualityGate(EnrolmentOptions options, float cardMinNorm) {
        this.options = options;
        this.minNorm = options.minNorm() == EnrolmentOptions.BY_MODEL ? cardMinNorm : options.minNorm();
    }

    Optional<Refused> refusalOf(Measured face) {
        FaceQuality quality = face.quality();
        if (!(quality.boxHeight() >= options.minFaceHeight())) {
            return refused(PictureVerdict.TOO_SMALL, "face height: %.0f pixels (expected: at least %.0f)", quality.boxHeight(), options.minFaceHeight());
        }
        if (!(Math.abs(quality.yaw()) <= options.maxYaw())) {
            return refused(PictureVerdict.TURNED_AWAY, "yaw: %.0f degrees (expected: at most %.0f to either side)", quality.yaw(), options.maxYaw());
        }
        if (!(quality.brightness() >= options.minBrightness())) {
            return refused(PictureVerdict.TOO_DARK, "brightness: %.2f (expected: at least %.2f)", quality.brightness(), options.minBrightness());
        }
        if (!(quality.brightness() <= options.maxBrightness())) {
            return refused(PictureVerdict.TOO_BRIGHT, "brightness: %.2f (expected: at most %.2f)", quality.brightness(), options.maxBrightness());
        }
        if (!(quality.sharpness() >= options.minSharpness())) {
            return refused(PictureVerdict.BLURRED, "sharpness: %.2f (expected: at least %.2f)", quality.sharpness(), options.minSharpness());
        }
        if (!(face.embedding().norm() >= minNorm)) {
            return refused(PictureVerdict.POOR_TEMPLATE, "norm: %.2f (expected: at least %.2f)", face.embedding().norm(), minNorm);
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(PictureVerdict verdict, String detail, float value, float limit) {
        return Optional.of(new Refused(verdict, String.format(Locale.ROOT, detail, value, limit)));
    }
}
