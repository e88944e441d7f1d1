package io.facestream.training.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs measurements and writes down what they found. */
public final class Bench {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Bench() {}

    /**
     * Measures, and writes {@code train-NAME.json}.
     *
     * @param terminal takes lines
     * @param out a folder, made if it is missing
     * @return whether the goal is met
     */
    public static boolean run(Measurement measurement, Consumer<String> terminal, Path out) throws IOException {
        ObjectNode figures = JSON.createObjectNode();
        boolean met = measurement.measure(terminal, figures);
        figures.put("goalMet", met);
        Files.createDirectories(out);
        Path file = out.resolve("train-" + measurement.name() + ".json");
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
        terminal.accept((met ? "goal met" : "goal missed") + "; " + file + " written");
        return met;
    }
}
