package io.facestream.facebank.enrolment;

import io.facestream.facebank.enrolment.PictureFinding.Measured;
import io.facestream.facebank.enrolment.PictureFinding.Refused;
import io.facestream.vision.quality.FaceQuality;
import io.facestream.vision.quality.QualityGate;
import java.util.Locale;
import java.util.Optional;

/** Decides whether a face is good enough to be enrolled; the first thing that is wrong is the reason, with its value. */
final class EnrolmentGate {
    private final QualityGate gate;
    private final float minNorm;

    /** @param modelMinNorm least norm by the model's card, for options that leave it to the model */
    EnrolmentGate(EnrolmentOptions options, float modelMinNorm) {
        this.gate = options.quality();
        this.minNorm = options.minNorm() == EnrolmentOptions.BY_MODEL ? modelMinNorm : options.minNorm();
    }

    Optional<Refused> refusalOf(Measured face) {
        Optional<QualityGate.Reason> reason = gate.refusal(face.quality());
        if (reason.isPresent()) {
            return Optional.of(refused(reason.get(), face.quality()));
        }
        // written so that a vector that is not a number is refused as well
        if (!(face.embedding().norm() >= minNorm) || !isUnit(face.embedding().unit())) {
            return Optional.of(new Refused(
                    PictureVerdict.POOR_TEMPLATE,
                    text(
                            "norm: %.2f (expected: at least %.2f)",
                            face.embedding().norm(), minNorm)));
        }
        return Optional.empty();
    }

    private Refused refused(QualityGate.Reason reason, FaceQuality face) {
        return switch (reason) {
            case TOO_SMALL ->
                new Refused(
                        PictureVerdict.TOO_SMALL,
                        text(
                                "face height: %.0f pixels (expected: at least %.0f)",
                                face.boxHeight(), gate.minBoxHeight()));
            case TOO_DARK ->
                new Refused(
                        PictureVerdict.TOO_DARK,
                        text("brightness: %.2f (expected: at least %.2f)", face.brightness(), gate.minBrightness()));
            case TOO_BRIGHT ->
                new Refused(
                        PictureVerdict.TOO_BRIGHT,
                        text("brightness: %.2f (expected: at most %.2f)", face.brightness(), gate.maxBrightness()));
            case BLURRED ->
                new Refused(
                        PictureVerdict.BLURRED,
                        text("sharpness: %.2f (expected: at least %.2f)", face.sharpness(), gate.minSharpness()));
            case TURNED_AWAY -> new Refused(PictureVerdict.TURNED_AWAY, turned(face));
        };
    }

    private String turned(FaceQuality face) {
        return Math.abs(face.yaw()) > gate.maxYaw()
                ? text("yaw: %.0f degrees (expected: at most %.0f to either side)", face.yaw(), gate.maxYaw())
                : text("pitch: %.0f degrees (expected: at most %.0f up or down)", face.pitch(), gate.maxPitch());
    }

    private static boolean isUnit(float[] unit) {
        double square = 0;
        for (float value : unit) {
            square += (double) value * value;
        }
        return Math.abs(square - 1) < 1e-3;
    }

    private static String text(String format, float value, float limit) {
        return String.format(Locale.ROOT, format, value, limit);
    }
}
