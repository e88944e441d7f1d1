package io.facestream.evaluate.pictures;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import io.facestream.vision.threshold.Threshold;
import java.util.Locale;

/**
 * The score from which two faces are one person, and why this one.
 *
 * @param value cosine, -1..1
 * @param fmr the false-match rate that it stands for, 0..1; 0 if it was given and stands for none
 * @param origin a clause for people
 */
public record PairThreshold(double value, double fmr, String origin) {
    /** A threshold that somebody asks for. */
    public static PairThreshold given(double value) {
        if (!(value >= -1 && value <= 1)) {
            throw new IllegalArgumentException("threshold: " + value + " (expected: a cosine, between -1 and 1)");
        }
        return new PairThreshold(value, 0, "as given");
    }

    /**
     * The threshold of a model for a share of pairs of strangers that may pass as one person.
     *
     * @throws io.facestream.vision.model.ModelRefusedException if the model's card has no table
     */
    public static PairThreshold ofCard(ModelCard card, double fmr) {
        if (!(fmr > 0 && fmr < 1)) {
            throw new IllegalArgumentException(
                    "fmr: " + fmr + " (expected: between 0 and 1, both excluded, such as 0.001)");
        }
        Threshold threshold = MatchThresholds.of(card).at(fmr, 1, 1);
        String share = String.format(Locale.ROOT, "%s %% of pairs of strangers pass", percent(fmr));
        String clamped = threshold.clamped() ? "; beyond the table, its nearest value" : "";
        return new PairThreshold(threshold.value(), fmr, "card of " + card.id() + ": " + share + clamped);
    }

    static String percent(double share) {
        return java.math.BigDecimal.valueOf(100 * share)
                .round(new java.math.MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
