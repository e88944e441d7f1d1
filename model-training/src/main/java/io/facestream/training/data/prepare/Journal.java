package io.facestream.training.data.prepare;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a preparation has come, as it is kept beside what it writes.
 *
 * @param settings what must be the same for it to go on
 * @param lengths of the files so far
 */
record Journal(Map<String, String> settings, Tally tally, Map<String, Long> lengths) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Counts of what was done.
     *
     * @param next position in the plan of the picture that comes next
     * @param people of whom a picture was written
     * @param person number in the source of the person whose turn it is, -1 for none
     * @param ofPerson pictures of that person that were written
     * @param onePicture names of the people before of whom one picture was written
     * @param refused reasons, one a picture
     */
    record Tally(
            int next,
            int written,
            int people,
            int person,
            int ofPerson,
            int grey,
            List<String> onePicture,
            List<String> refused) {
        static Tally none() {
            return new Tally(0, 0, 0, -1, 0, 0, List.of(), List.of());
        }
    }

    static Path beside(Path to) {
        return to.resolveSibling(to.getFileName() + ".progress");
    }

    /** What was left of an earlier preparation with the same settings.
     *
     * @throws TrainingException if the settings were others
     */
    static Optional<Journal> find(Path to, Map<String, String> settings) throws IOException {
        Path file = beside(to);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Journal journal;
        try {
            journal = JSON.readValue(Files.readAllBytes(file), Journal.class);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new TrainingException(
                    file + ": damaged (expected: how far an earlier run has come; delete it and " + to
                            + " to begin again)",
                    e);
        }
        Map<String, String> before = new TreeMap<>(journal.settings());
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            String then = String.valueOf(before.get(setting.getKey()));
            if (!then.equals(setting.getValue())) {
                throw new TrainingException(setting.getKey() + ": " + setting.getValue() + " (expected: " + then
                        + ", with which " + to + " was begun; delete " + file + " and what it wrote to begin again)");
            }
        }
        return Optional.of(journal);
    }

    /** Replaces what is there at once or not at all. */
    void write(Path to) throws IOException {
        Path file = beside(to);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, JSON.writeValueAsBytes(this));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path to) throws IOException {
        Files.deleteIfExists(beside(to));
    }
}
