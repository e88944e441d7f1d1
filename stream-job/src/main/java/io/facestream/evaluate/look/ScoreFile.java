package io.facestream.evaluate.look;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.evaluate.VerificationScores;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Labelled scores of a file: a table with a heading that has the columns {@code score} and {@code same} among others, or JSON, a list of
 * {@code {"score": 0.71, "same": true}}, or {@code {"pairs": [...]}} with such a list. The higher a score, the more alike.
 *
 * @param refused how many rows were left out, by reason
 */
public record ScoreFile(VerificationScores scores, Map<String, Integer> refused) {
    private static final Set<String> YES = Set.of("1", "true", "yes", "same");
    private static final Set<String> NO = Set.of("0", "-1", "false", "no", "different");
    private static final String EXPECTED = " (expected: a table with the columns score and same, or JSON such as"
            + " [{\"score\": 0.71, \"same\": true}])";

    /** Collects rows of both kinds. */
    private static final class Rows {
        final List<Double> same = new ArrayList<>();
        final List<Double> different = new ArrayList<>();
        final Map<String, Integer> refused = new TreeMap<>();

        void add(String score, String label) {
            String kind = label.strip().toLowerCase(Locale.ROOT);
            if (!YES.contains(kind) && !NO.contains(kind)) {
                refused.merge("same is neither yes nor no", 1, Integer::sum);
                return;
            }
            try {
                double value = Double.parseDouble(score.strip());
                if (Double.isFinite(value)) {
                    (YES.contains(kind) ? same : different).add(value);
                    return;
                }
            } catch (NumberFormatException e) {
                // counted below
            }
            refused.merge("score is no finite number", 1, Integer::sum);
        }
    }

    /**
     * Reads a file.
     *
     * @throws UnfitInputException if it has no scores of one of the two kinds
     */
    public static ScoreFile read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (MalformedInputException e) {
            throw new UnfitInputException(file + ": not text" + EXPECTED);
        }
        Rows rows = text.startsWith("[") || text.startsWith("{") ? json(file, text) : table(file, text);
        if (rows.same.isEmpty() || rows.different.isEmpty()) {
            throw new UnfitInputException(file + ": " + rows.same.size() + " scores of one person and "
                    + rows.different.size() + " of two (expected: at least one of each)");
        }
        return new ScoreFile(new VerificationScores(values(rows.same), values(rows.different)), rows.refused);
    }

    private static double[] values(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Rows json(Path file, String text) {
        JsonNode node;
        try {
            node = new ObjectMapper().readTree(text);
        } catch (JacksonException e) {
            throw new UnfitInputException(file + ": no JSON" + EXPECTED);
        }
        Rows rows = new Rows();
        for (JsonNode row : node.isArray() ? node : node.path("pairs")) {
            rows.add(row.path("score").asText(), row.path("same").asText());
        }
        return rows;
    }

    private static Rows table(Path file, String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        String heading = lines.isEmpty() ? "" : lines.get(0);
        String separator = heading.contains("\t") ? "\t" : heading.contains(";") ? ";" : ",";
        List<String> columns = Arrays.stream(heading.split(separator))
                .map(column -> column.strip().toLowerCase(Locale.ROOT))
                .toList();
        int score = columns.indexOf("score");
        int same = columns.indexOf("same");
        if (score < 0 || same < 0) {
            throw new UnfitInputException(
                    file + ": first line \"" + heading.substring(0, Math.min(80, heading.length())) + "\"" + EXPECTED);
        }
        Rows rows = new Rows();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(separator, -1);
            if (fields.length <= Math.max(score, same)) {
                rows.refused.merge("too few columns", 1, Integer::sum);
            } else {
                rows.add(fields[score], fields[same]);
            }
        }
        return rows;
    }
}
