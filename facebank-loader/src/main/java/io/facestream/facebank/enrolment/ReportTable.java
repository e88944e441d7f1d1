package io.facestream.facebank.enrolment;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An enrolment's report as text for a terminal. */
final class ReportTable {
    private static final int WIDEST_NAME = 40;

    private ReportTable() {}

    static String of(EnrolmentReport report) {
        Map<String, List<PictureResult>> people = report.byPerson();
        int width = Math.min(
                WIDEST_NAME,
                people.keySet().stream().mapToInt(String::length).max().orElse(0));
        width = Math.max(width, "PERSON".length());
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-" + width + "s  %5s  %7s%n", "PERSON", "TAKEN", "REFUSED"));
        for (Map.Entry<String, List<PictureResult>> person : people.entrySet()) {
            addPerson(text, width, person.getKey(), person.getValue());
        }
        for (EnrolmentWarning warning : report.warnings()) {
            text.append("warning: ").append(warning.kind()).append(": ").append(printable(warning.detail()));
            text.append(System.lineSeparator());
        }
        return text.append(report.summary()).append(System.lineSeparator()).toString();
    }

    private static void addPerson(StringBuilder text, int width, String personId, List<PictureResult> pictures) {
        long taken = pictures.stream().filter(PictureResult::taken).count();
        String name = personId.isEmpty() ? "(no person)" : printable(personId);
        text.append(String.format(Locale.ROOT, "%-" + width + "s  %5d  %7d%n", name, taken, pictures.size() - taken));
        for (PictureResult picture : pictures) {
            if (!picture.taken()) {
                text.append("  ")
                        .append(printable(picture.picture()))
                        .append(": ")
                        .append(picture.verdict());
                text.append(": ").append(printable(picture.detail())).append(System.lineSeparator());
            }
        }
    }

    /** File names come from strangers: nothing in them may steer the terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
