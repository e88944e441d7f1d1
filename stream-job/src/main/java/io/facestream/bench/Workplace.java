package io.facestream.bench;

import io.facestream.vision.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * Where measurements find their material and say what they found.
 *
 * @param shared folder with {@code data} and {@code tools}
 * @param rounds of each pair of runs that are compared
 * @param terminal takes lines
 */
public record Workplace(Path shared, int rounds, Consumer<String> terminal) {
    public Workplace {
        if (rounds < 1) {
            throw new IllegalArgumentException(
                    "rounds: " + rounds + " (expected: at least 1; goals are stated for 5 and more)");
        }
    }

    /** A file or folder of the test data. */
    Path data(String relative) throws IOException {
        Path path = shared.resolve("data").resolve(relative);
        if (!Files.exists(path)) {
            throw new IOException(
                    path + ": not found (expected: the test data in " + shared + "; --shared names another folder)");
        }
        return path;
    }

    Path tool(String name) throws IOException {
        Path path = shared.resolve("tools").resolve(name);
        if (!Files.exists(path)) {
            throw new IOException(
                    path + ": not found (expected: the tools in " + shared + "; --shared names another folder)");
        }
        return path;
    }

    /** A folder for what is made once and used again. */
    Path cache(String name) throws IOException {
        return Files.createDirectories(ModelStore.home().resolve(name));
    }

    /** An empty folder for the results of one run. */
    Path fresh(String name) throws IOException {
        Path folder = ModelStore.home().resolve("bench").resolve("runs").resolve(name);
        if (Files.exists(folder)) {
            delete(folder);
        }
        return Files.createDirectories(folder);
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    void say(String line) {
        terminal.accept(line);
    }
}
