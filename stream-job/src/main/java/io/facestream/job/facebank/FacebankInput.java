package io.facestream.job.facebank;

import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import java.util.List;
import java.util.Optional;

/**
 * Where the facebank comes from.
 *
 * @param path a folder {@code PERSON/*.jpg|png|webp}, which is watched, or a facebank file; empty for a topic, or none
 * @param topic the facebank's topic; empty for a folder or a file
 * @param keyFile that holds the facebank's key, on every machine; empty for the one of the environment
 */
public record FacebankInput(String path, Optional<KafkaAddress> topic, String keyFile) {
    /** Nowhere: of a run that is only watched, this need not be known. */
    public static FacebankInput none() {
        return new FacebankInput("", Optional.empty(), "");
    }

    public boolean isNone() {
        return path.isEmpty() && topic.isEmpty();
    }

    /** Reads the facebank and its changes. */
    public FacebankFeed.Factory feed(ModelChoice models, Device device) {
        return topic.<FacebankFeed.Factory>map(address -> new TopicFeed.Factory(address, models))
                .orElseGet(() -> new FolderFeed.Factory(path, models, device.toString(), keyFile));
    }

    /** In what the topic is not as it must be, a line each; empty where there is none. */
    public List<String> problems() {
        return topic.map(address -> FacebankTopics.problems(address.topic(), address.client()))
                .orElse(List.of());
    }

    /** Opens its templates. */
    public VectorOpener.Factory vectors() {
        return topic.<VectorOpener.Factory>map(address -> new TopicVectors.Factory(address, keyFile))
                .orElseGet(() -> new MasterVectors.Factory(keyFile));
    }

    @Override
    public String toString() {
        return topic.map(KafkaAddress::toString).orElse(path);
    }
}
