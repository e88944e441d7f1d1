package io.facestream.job.identify;

import java.io.Serializable;

/**
 * How evidence becomes a name.
 *
 * @param fpir target rate of strangers' passages that get a name, 0..1
 * @param margin least distance of a name's score to the runner-up's
 * @param minShots embeddings before a live track may get a name; a track that ends is judged by what it has
 * @param evidenceBudget embeddings after which a track without a name is called unknown
 * @param topK people listed in an event
 */
public record IdentifyOptions(double fpir, float margin, int minShots, int evidenceBudget, int topK)
        implements Serializable {
    public IdentifyOptions {
        if (!(fpir > 0 && fpir < 1)) {
            throw new IllegalArgumentException("fpir: " + fpir + " (expected: between 0 and 1, such as 0.01)");
        }
    }

    public static IdentifyOptions defaults() {
        return new IdentifyOptions(0.01, 0.05f, 3, 6, 3);
    }
}
