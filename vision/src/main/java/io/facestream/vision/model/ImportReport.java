package io.facestream.vision.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an import of models came to.
 *
 * @param folder where models and cards now lie; what {@code --model} is given
 * @param models the cards that were written
 * @param skipped files that were left out, each with the reason
 */
public record ImportReport(Path folder, List<ModelCard> models, List<Skipped> skipped) {
    public ImportReport {
        models = List.copyOf(models);
        skipped = List.copyOf(skipped);
    }

    /** A file that was left out. */
    public record Skipped(String file, String reason) {}

    /** The report for people, a line a model with its licence and origin, and a line a file left out. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ModelCard card : models) {
            lines.add("%s: %s %s, %d x %d %s; licence: %s; origin: %s"
                    .formatted(
                            card.file(),
                            CardFields.name(card.family()),
                            CardFields.name(card.task()),
                            card.input().width(),
                            card.input().height(),
                            card.input().colour(),
                            card.licence(),
                            card.origin()));
            card.notKnown().forEach(sentence -> lines.add("  not known: " + sentence));
        }
        skipped.forEach(file -> lines.add("%s: left out (%s)".formatted(file.file(), file.reason())));
        return lines;
    }
}
