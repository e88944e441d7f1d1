package io.facestream.job.identify;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;

/**
 * What the search needs to know of an embedding model.
 *
 * @param modelId SHA-256 of its file
 * @param name for people
 * @param table its thresholds
 * @param dimension of its embeddings
 */
record SearchModel(String modelId, String name, MatchThresholds table, int dimension) {
    static SearchModel of(ModelCard card) {
        return new SearchModel(card.sha256(), card.id(), MatchThresholds.of(card), card.dimension());
    }
}
