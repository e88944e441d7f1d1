package io.facestream.facebank.enrolment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of every picture of a folder, and why. Each picture stands in it exactly once, so that found = taken + refused.
 *
 * @param pictures ordered by person and file name
 * @param warnings about pictures that were taken
 * @param embedded how many pictures had to be analysed; the rest was known from an earlier enrolment or needed no look
 */
public record EnrolmentReport(List<PictureResult> pictures, List<EnrolmentWarning> warnings, int embedded) {
    public EnrolmentReport {
        pictures = List.copyOf(pictures);
        warnings = List.copyOf(warnings);
    }

    public int found() {
        return pictures.size();
    }

    public int taken() {
        return (int) pictures.stream().filter(PictureResult::taken).count();
    }

    /** People with at least one picture taken. */
    public int people() {
        return (int) pictures.stream()
                .filter(PictureResult::taken)
                .map(PictureResult::personId)
                .distinct()
                .count();
    }

    /** Refused pictures by reason; reasons that did not occur are left out. */
    public Map<PictureVerdict, Integer> refused() {
        Map<PictureVerdict, Integer> counts = new EnumMap<>(PictureVerdict.class);
        for (PictureResult picture : pictures) {
            if (!picture.taken()) {
                counts.merge(picture.verdict(), 1, Integer::sum);
            }
        }
        return Collections.unmodifiableMap(counts);
    }

    /** One line: {@code 12 pictures found, 10 taken (4 people), 2 refused (SEVERAL_FACES 1, BLURRED 1)}. */
    public String summary() {
        int refused = found() - taken();
        String reasons = refused().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return found() + (found() == 1 ? " picture" : " pictures") + " found, " + taken() + " taken (" + people()
                + (people() == 1 ? " person" : " people") + "), " + refused + " refused"
                + (refused == 0 ? "" : reasons);
    }

    /** A table for people: a line a person, each refused picture and each warning below, the summary last. */
    public String toTable() {
        return ReportTable.of(this);
    }

    /** The same as JSON, for programs: counts first, then every picture and warning. */
    public String toJson() {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode node = json.createObjectNode();
        node.put("schemaVersion", 1);
        node.put("found", found());
        node.put("taken", taken());
        node.put("people", people());
        node.put("embedded", embedded);
        ObjectNode reasons = node.putObject("refused");
        refused().forEach((reason, count) -> reasons.put(reason.name(), count));
        pictures.forEach(picture -> node.withArray("pictures")
                .addObject()
                .put("personId", picture.personId())
                .put("picture", picture.picture())
                .put("verdict", picture.verdict().name())
                .put("detail", picture.detail()));
        node.withArray("warnings");
        warnings.forEach(warning -> node.withArray("warnings")
                .addObject()
                .put("kind", warning.kind().name())
                .put("personId", warning.personId())
                .put("otherPersonId", warning.otherPersonId())
                .put("score", warning.score())
                .put("detail", warning.detail()));
        return node.toPrettyString() + "\n";
    }

    /** Results by person, in the order of their ids. */
    Map<String, List<PictureResult>> byPerson() {
        return pictures.stream()
                .collect(Collectors.groupingBy(PictureResult::personId, TreeMap::new, Collectors.toList()));
    }
}
