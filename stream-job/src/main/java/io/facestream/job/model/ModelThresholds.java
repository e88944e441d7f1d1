package io.facestream.job.model;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.threshold.MatchThresholds;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The thresholds of the job's models: each model's vectors are held against its own. */
@FunctionalInterface
public interface ModelThresholds extends Serializable {
    /**
     * The thresholds of a model, read from its card; null if it is none of the job's.
     *
     * @param modelId SHA-256 of its file
     */
    @Nullable
    MatchThresholds of(String modelId);

    /** Those of a job's first and second model. */
    static ModelThresholds of(ModelChoice first, Optional<ModelChoice> second) {
        List<ModelChoice> models =
                Stream.concat(Stream.of(first), second.stream()).toList();
        return modelId -> {
            for (ModelChoice model : models) {
                ModelCard card = model.open().embedding().card();
                if (card.sha256().equals(modelId)) {
                    return MatchThresholds.of(card);
                }
            }
            return null;
        };
    }
}
