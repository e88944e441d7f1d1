package io.facestream.evaluate.verify;

/**
 * A pair and its score.
 *
 * @param first name of a picture
 * @param second name of the other
 * @param threshold that it was answered at
 */
public record ScoredPair(String first, String second, boolean same, int fold, double score, double threshold) {
    /** Whether the answer was right. */
    public boolean right() {
        return score >= threshold == same;
    }
}
