package io.facestream.vision.evaluate;

/**
 * One search for somebody who is enrolled.
 *
 * @param rank of the right person among those found, from 1; others of the same score come first; 0 if not among them
 * @param score of the right person; of no meaning with rank 0
 */
public record MatedSearch(int rank, double score) {
    public MatedSearch {
        if (rank < 0 || rank > 0 && !Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "rank " + rank + ", score " + score + " (expected: a rank from 1 with a finite score, or 0)");
        }
    }

    /** Whether the right person is among the best so many. */
    public boolean isWithin(int best) {
        return rank >= 1 && rank <= best;
    }
}
