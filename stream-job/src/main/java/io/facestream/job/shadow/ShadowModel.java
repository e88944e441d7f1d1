package io.facestream.job.shadow;

import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelRefusedException;
import io.facestream.vision.threshold.MatchThresholds;

/** Which model can be another one's shadow. */
public final class ShadowModel {
    /** Side of the aligned crops that both models are given, in pixels. */
    private static final int CROP_SIDE = 112;

    private ShadowModel() {}

    /**
     * The card of a second model for the faces that the first one's pack finds.
     *
     * @throws IllegalArgumentException that says why it cannot be one
     */
    public static ModelCard require(ModelChoice shadow, ModelCard main) {
        try {
            ModelCard card = shadow.open().embedding().card();
            if (card.sha256().equals(main.sha256())) {
                throw refused(card, "is the job's model already", "another model than " + main.id());
            }
            ModelCard.Input input = card.input();
            if (input.width() != CROP_SIDE || input.height() != CROP_SIDE || input.channels() != 3) {
                throw refused(
                        card,
                        "input " + input.width() + " x " + input.height() + " " + input.colour(),
                        "112 x 112 RGB or BGR: both models are given the same aligned crops");
            }
            MatchThresholds.of(card);
            return card;
        } catch (ModelRefusedException e) {
            throw new IllegalArgumentException("shadow-model: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refused(ModelCard card, String what, String expected) {
        return new IllegalArgumentException(
                "shadow-model: " + card.id() + ": " + what + " (expected: " + expected + ")");
    }
}
