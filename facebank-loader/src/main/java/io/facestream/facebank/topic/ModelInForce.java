package io.facestream.facebank.topic;

import java.util.Map;
import java.util.Optional;

/**
 * The model by which a facebank on a topic is searched, as its last change says.
 *
 * @param modelId SHA-256 of its file
 * @param modelName what people call it
 * @param version of the last change
 */
public record ModelInForce(String modelId, String modelName, String version) {
    /** Reads the end of the topic's history; empty where nothing was ever published. Needs no key. */
    public static Optional<ModelInForce> of(String topic, Map<String, String> client) {
        return KafkaFailures.of(topic, client).during(() -> {
            try (TopicHistory history = TopicHistory.open(topic, client)) {
                return history.lastCommit()
                        .map(commit -> new ModelInForce(commit.modelId(), commit.modelName(), commit.version()));
            }
        });
    }
}
