package io.facestream.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names in a collection that are one person, from a file of lines {@code NAME<TAB>NAME}; those that begin with # are left out. */
final class SamePeople {
    private SamePeople() {}

    /** One name for each that has several; empty without a file. */
    static Map<String, String> read(@Nullable Path file) throws IOException {
        Map<String, String> names = new HashMap<>();
        List<String> lines = file == null ? List.of() : Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            String[] two = lines.get(i).split("\t");
            if (two.length != 2) {
                throw new IllegalArgumentException(
                        file + ":" + (i + 1) + ": \"" + lines.get(i) + "\" (expected: NAME<TAB>NAME)");
            }
            String one = names.getOrDefault(two[0], two[0]);
            String other = names.getOrDefault(two[1], two[1]);
            names.replaceAll((name, known) -> known.equals(other) ? one : known);
            names.put(two[0], one);
            names.put(two[1], one);
        }
        return names;
    }
}
