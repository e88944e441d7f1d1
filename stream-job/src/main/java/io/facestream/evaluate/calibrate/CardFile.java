package io.facestream.evaluate.calibrate;

import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.model.ModelRefusedException;
import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The card of a model on disk, whose table of thresholds is replaced. */
public record CardFile(Path json, ModelCard card) {
    /**
     * Finds the card beside a model.
     *
     * @throws IllegalArgumentException if it is the default model's, which comes with the program, or there is none
     */
    public static CardFile of(LocatedModel model) throws IOException {
        Path folder =
                Objects.requireNonNull(model.file().toAbsolutePath().normalize().getParent());
        if (folder.equals(
                ModelStore.models().resolve("default").toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    "--write: " + model.card().id()
                            + " is a default model, whose card comes with the program (expected: an imported model, or one of your own)");
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path json : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                ModelCard card = card(json);
                if (card != null && card.equals(model.card())) {
                    return new CardFile(json, card);
                }
            }
        }
        throw new IllegalArgumentException("--write: " + folder + ": no card of "
                + model.card().id() + " (expected: a JSON file beside the model)");
    }

    /** Null if a file is no card. */
    private static @org.jspecify.annotations.Nullable ModelCard card(Path json) {
        try {
            return ModelCard.read(json);
        } catch (ModelRefusedException e) {
            return null;
        }
    }

    /** Replaces the table; all else stays. */
    public void write(List<ThresholdRow> rows, String measuredOn) {
        card.withThresholds(rows, measuredOn).write(json);
    }
}
