package io.facestream.vision.gallery;

import java.util.Arrays;

/** Finds how good a person must be to be among the best k. */
final class TopPeople {
    private TopPeople() {}

    /** The k-th best of the people's best scores; the templates of a person lie side by side. */
    static float kthBest(float[] scores, int[] personOf, int k) {
        float[] best = new float[k];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < scores.length; ) {
            int person = personOf[i];
            float score = Float.NEGATIVE_INFINITY;
            for (; i < scores.length && personOf[i] == person; i++) {
                score = Math.max(score, scores[i]);
            }
            if (score > best[0]) {
                insert(best, score);
            }
        }
        return best[0];
    }

    /** Replaces the smallest of the ascending values. */
    private static void insert(float[] ascending, float value) {
        int at = 1;
        while (at < ascending.length && ascending[at] < value) {
            ascending[at - 1] = ascending[at];
            at++;
        }
        ascending[at - 1] = value;
    }
}
