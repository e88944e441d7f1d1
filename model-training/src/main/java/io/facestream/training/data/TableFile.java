package io.facestream.training.data;

import io.facestream.training.TrainingException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes rows of comma-separated values as RFC 4180 has them. */
final class TableFile {
    private TableFile() {}

    /** Rows of a text; a quoted value may hold commas, quotes written twice, and line ends.
     *
     * @param origin names the text in a message
     */
    static List<List<String>> rows(String text, String origin) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                value.append(c);
                i++;
            } else if (c == '"' && (quoted || value.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                row.add(take(value));
            } else if (c == '\n' && !quoted) {
                row.add(take(value));
                rows.add(row);
                row = new ArrayList<>();
            } else if (c != '\r' || quoted) {
                value.append(c);
            }
        }
        if (quoted) {
            throw new TrainingException(origin + ": a quote that does not end in row " + (rows.size() + 1)
                    + " (expected: comma-separated values)");
        }
        if (!value.isEmpty() || !row.isEmpty()) {
            row.add(take(value));
            rows.add(row);
        }
        return rows;
    }

    private static String take(StringBuilder value) {
        String taken = value.toString();
        value.setLength(0);
        return taken;
    }

    /** A row with its line end. */
    static String row(String... values) {
        List<String> written = new ArrayList<>();
        for (String value : values) {
            boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            written.add(plain ? value : '"' + value.replace("\"", "\"\"") + '"');
        }
        return String.join(",", written) + "\n";
    }
}
