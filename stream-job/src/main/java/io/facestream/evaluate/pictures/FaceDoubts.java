package io.facestream.evaluate.pictures;

import io.facestream.vision.Face;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.quality.FaceQuality;
import io.facestream.vision.quality.QualityGate;
import java.util.Locale;
import java.util.Optional;

/** Why a score with a face deserves doubt: what recognition would refuse it for. */
public final class FaceDoubts {
    private FaceDoubts() {}

    /** The gravest one, in words with its value. */
    public static Optional<String> of(Face face, Embedding vector, ModelCard card) {
        Optional<String> quality =
                QualityGate.recognition().refusal(face.quality()).map(reason -> text(reason, face.quality()));
        if (quality.isPresent()) {
            return quality;
        }
        return vector.isRefused() || vector.norm() < card.normGate()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "hardly a face: norm %.1f (expected: at least %.1f)",
                        vector.norm(),
                        card.normGate()))
                : Optional.empty();
    }

    /** A refusal with the value that it is for. */
    static String text(QualityGate.Reason reason, FaceQuality face) {
        return switch (reason) {
            case TOO_SMALL -> String.format(Locale.ROOT, "too small: %.0f pixels high", face.boxHeight());
            case BLURRED -> String.format(Locale.ROOT, "blurred: sharpness %.2f", face.sharpness());
            case TURNED_AWAY ->
                String.format(Locale.ROOT, "turned away: yaw %.0f, pitch %.0f degrees", face.yaw(), face.pitch());
            case TOO_DARK -> String.format(Locale.ROOT, "too dark: brightness %.2f", face.brightness());
            case TOO_BRIGHT -> String.format(Locale.ROOT, "too bright: brightness %.2f", face.brightness());
        };
    }
}
