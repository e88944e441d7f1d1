package io.facestream.training.data.consent;

import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file that lists people who have consented to training, one id a line; lines that begin with {@code #} are passed over.
 *
 * @param origin the file's name
 */
public record ConsentList(String origin, Set<String> people) {
    public ConsentList {
        people = Set.copyOf(people);
    }

    /** Of nobody. */
    public static ConsentList none() {
        return new ConsentList("", Set.of());
    }

    /** Reads a list.
     *
     * @throws TrainingException if there is no such file, or nobody in it
     */
    public static ConsentList read(Path file) {
        Set<String> people;
        try {
            people = Files.readAllLines(file).stream()
                    .map(line -> Normalizer.normalize(line.strip(), Normalizer.Form.NFC))
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new TrainingException("consent: " + file + ": " + e + " (expected: a text, one person a line)", e);
        }
        if (people.isEmpty()) {
            throw new TrainingException("consent: " + file + " names nobody (expected: one person a line)");
        }
        return new ConsentList(String.valueOf(file.getFileName()), people);
    }
}
