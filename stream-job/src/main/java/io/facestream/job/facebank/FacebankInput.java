package io.facestream.job.facebank;

import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.facebank.topic.ModelInForce;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelCard;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return feed(models, Optional.empty(), device);
    }

    /** Reads the facebank and its changes, with the templates of a second model. */
    public FacebankFeed.Factory feed(ModelChoice models, Optional<ModelChoice> shadow, Device device) {
        return topic.<FacebankFeed.Factory>map(address -> new TopicFeed.Factory(address, models, shadow.orElse(null)))
                .orElseGet(() -> new FolderFeed.Factory(path, models, shadow.orElse(null), device.toString(), keyFile));
    }

    /** Why it cannot be searched by these models, a line each; empty where it can. */
    public List<String> problemsWith(ModelCard main, Optional<ModelCard> shadow) {
        if (topic.isEmpty()) {
            return shadow
                    .filter(card -> Files.isRegularFile(Path.of(path)))
                    .map(card -> "shadow-model: " + card.id() + " with the facebank file " + path
                            + ", which holds templates of one model (expected: a folder of pictures, or kafka://TOPIC)")
                    .stream()
                    .toList();
        }
        return ModelInForce.of(topic.get().topic(), topic.get().client())
                .filter(inForce -> !inForce.modelId().equals(main.sha256())
                        && shadow.filter(card -> card.sha256().equals(inForce.modelId()))
                                .isEmpty())
                .map(
                        inForce -> "model: " + main.id() + " with SHA-256 " + main.sha256() + " (expected: "
                                + inForce.modelName() + " with " + inForce.modelId() + ", which is in force on " + this
                                + " since version " + inForce.version()
                                + "; --shadow-model tries another one beside it, `./facestream facebank promote` puts it in force)")
                .stream()
                .toList();
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
