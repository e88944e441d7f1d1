package io.facestream.vision.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of two pictures and a label, with or without a heading. */
final class PairTable {
    private static final Set<String> SAME = Set.of("yes", "y", "true", "same", "1", "1.0");
    private static final Set<String> DIFFERENT =
            Set.of("no", "n", "false", "different", "diff", "not same", "0", "0.0", "-1");
    private static final Set<String> LABEL_NAMES =
            Set.of("label", "labels", "same", "issame", "is_same", "decision", "match", "target", "actual_issame");

    /** A field in quotation marks, in which they are doubled, or one without. */
    private static final String FIELD = "\\s*(?:\"((?:[^\"]|\"\")*)\"\\s*|([^%s]*))(?:%s|$)";

    private final Path file;
    private final String separator;

    private PairTable(Path file, String separator) {
        this.file = file;
        this.separator = separator;
    }

    /** Reads the lines of a file, of which one at least is not blank. */
    static PairList read(Path file, List<String> lines) {
        int start = 0;
        while (lines.get(start).isBlank()) {
            start++;
        }
        String first = lines.get(start).replace("\uFEFF", "");
        PairTable table = new PairTable(file, separator(first));
        List<String> heading = table.fields(first);
        boolean named = heading.size() >= 3 && isHeading(heading);
        int[] columns = named ? table.columns(heading) : new int[] {0, 1, 2};
        List<PicturePair> pairs = new ArrayList<>();
        for (int i = named ? start + 1 : start; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                pairs.add(table.pair(i + 1, i == start ? first : lines.get(i), columns, heading.size()));
            }
        }
        if (pairs.isEmpty()) {
            throw new ProtocolRefusedException(file + ": no pairs below its heading (expected: at least one)");
        }
        return new PairList(named ? "table of pairs" : "list of pairs", List.of(pairs));
    }

    private static boolean isHeading(List<String> fields) {
        if (fields.stream().anyMatch("same"::equalsIgnoreCase)) {
            // a label, and a usual name of the labels' column: but names of pictures have an ending, or lie in a folder
            return fields.stream().noneMatch(field -> field.contains(".") || field.contains("/"));
        }
        return fields.stream().noneMatch(field -> same(field).isPresent());
    }

    private static String separator(String line) {
        for (String separator : List.of("\t", ",", ";")) {
            if (line.contains(separator)) {
                return separator;
            }
        }
        return " ";
    }

    /** The two pictures' columns, and the label's. */
    private int[] columns(List<String> heading) {
        int label = -1;
        for (int i = 0; i < heading.size(); i++) {
            if (LABEL_NAMES.contains(heading.get(i).toLowerCase(Locale.ROOT))) {
                label = i;
            }
        }
        if (label < 0 && heading.size() != 3) {
            throw new ProtocolRefusedException(file + ":1: columns " + String.join(", ", heading)
                    + " (expected: two pictures and one called label, same, decision or match)");
        }
        int of = label < 0 ? 2 : label;
        int firstPicture = of == 0 ? 1 : 0;
        int secondPicture = of == firstPicture + 1 ? of + 1 : firstPicture + 1;
        return new int[] {firstPicture, secondPicture, of};
    }

    private PicturePair pair(int number, String line, int[] columns, int count) {
        List<String> fields = fields(line);
        if (fields.size() == count && count >= 3) {
            Optional<Boolean> same = same(fields.get(columns[2]));
            String first = fields.get(columns[0]);
            String second = fields.get(columns[1]);
            if (same.isPresent() && !first.isEmpty() && !second.isEmpty()) {
                return new PicturePair(first, second, same.get());
            }
        }
        String shown = line.length() <= 80 ? line : line.substring(0, 80) + "...";
        throw new ProtocolRefusedException(file + ":" + number + ": \"" + shown.strip() + "\" (expected: "
                + (count < 3
                        ? "PATH PATH LABEL"
                        : count + " fields, two of them pictures, and a label yes or no, 1 or 0")
                + ")");
    }

    private static Optional<Boolean> same(String label) {
        String word = label.toLowerCase(Locale.ROOT);
        if (SAME.contains(word)) {
            return Optional.of(true);
        }
        return DIFFERENT.contains(word) ? Optional.of(false) : Optional.empty();
    }

    private List<String> fields(String line) {
        if (separator.equals(" ")) {
            return List.of(line.strip().split("\\s+"));
        }
        List<String> fields = new ArrayList<>();
        Matcher field =
                Pattern.compile(String.format(FIELD, separator, separator)).matcher(line);
        int at = 0;
        while (at <= line.length() && field.find(at) && field.start() == at) {
            String quoted = field.group(1);
            fields.add(quoted == null ? field.group(2).strip() : quoted.replace("\"\"", "\""));
            if (field.end() == line.length() && !line.endsWith(separator)) {
                return fields;
            }
            if (field.end() == at) {
                return fields;
            }
            at = field.end();
        }
        return fields;
    }
}
