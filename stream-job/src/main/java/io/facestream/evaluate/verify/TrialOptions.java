package io.facestream.evaluate.verify;

import io.facestream.vision.evaluate.similarity.Similarity;
import org.jspecify.annotations.Nullable;

/**
 * How pairs are compared.
 *
 * @param threshold lowest score that is accepted; null for the ones that the pairs themselves give, each fold's from the others
 * @param thresholdOrigin where a threshold that was given comes from, in words
 * @param refused what becomes of pairs without a face
 * @param seed of the drawing for the intervals
 */
public record TrialOptions(
        Similarity similarity, @Nullable Double threshold, String thresholdOrigin, Refused refused, long seed) {
    /** What becomes of a pair of which a picture has no face. */
    public enum Refused {
        /** It is counted as a failure to acquire, and is in no rate. */
        LEFT_OUT,
        /** It is answered "different", as a system would that must answer: its score is below all others. */
        DIFFERENT
    }

    /** The cosine, thresholds of the folds, pairs without a face left out. */
    public static TrialOptions defaults() {
        return new TrialOptions(Similarity.COS, null, "", Refused.LEFT_OUT, 1);
    }

    /** With another measure. */
    public TrialOptions withSimilarity(Similarity other) {
        return new TrialOptions(other, threshold, thresholdOrigin, refused, seed);
    }

    /** With a threshold. */
    public TrialOptions withThreshold(double given, String origin) {
        return new TrialOptions(similarity, given, origin, refused, seed);
    }

    /** With another use of pairs without a face. */
    public TrialOptions withRefused(Refused other) {
        return new TrialOptions(similarity, threshold, thresholdOrigin, other, seed);
    }
}
