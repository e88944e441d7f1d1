package io.facestream.cli;

import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what is known of models, and what is not. */
final class ModelDescription {
    private final PrintWriter out;

    ModelDescription(PrintWriter out) {
        this.out = out;
    }

    /** Prints a pack's models, a paragraph each. */
    void print(String packName, ModelPack pack) {
        out.println(packName);
        for (LocatedModel model : pack.all()) {
            print(model);
        }
    }

    private void print(LocatedModel model) {
        ModelCard card = model.card();
        out.printf(
                "  %s: %s, %s%n",
                card.id(),
                card.task().name().toLowerCase(Locale.ROOT),
                card.family().name().toLowerCase(Locale.ROOT));
        line("file", model.file() + ", " + size(model.file()));
        line("sha256", card.sha256());
        line("licence", card.licence());
        line("origin", card.origin());
        card.notKnown().forEach(unknown -> line("not known", unknown));
        if (!card.thresholds().isEmpty()) {
            line("thresholds", "measured on " + card.thresholdsMeasuredOn());
        }
    }

    private void line(String name, String value) {
        out.printf("    %-11s%s%n", name, value);
    }

    static String size(Path file) {
        try {
            return String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tensor's shape such as {@code Nx3x112x112}, where N stands for what each run may choose. */
    static String shape(long[] dimensions) {
        return Arrays.stream(dimensions)
                .mapToObj(d -> d < 0 ? "N" : Long.toString(d))
                .collect(Collectors.joining("x", "[", "]"));
    }
}
