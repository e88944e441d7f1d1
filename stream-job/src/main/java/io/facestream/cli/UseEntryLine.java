package io.facestream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.job.uselog.UseEntry;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An entry of the log of use as a line for people: when, where, what, and the kind's own fields. */
final class UseEntryLine {
    private static final Set<String> SHOWN_OR_CHAIN =
            Set.of("schemaVersion", "run", "cameraId", "sequence", "kind", "at", "previousHash", "hash", "emittedAt");

    private UseEntryLine() {}

    static String of(UseEntry entry) {
        String fields = entry.json().properties().stream()
                .filter(field -> !SHOWN_OR_CHAIN.contains(field.getKey()))
                .map(UseEntryLine::field)
                .collect(Collectors.joining(" "));
        String camera = entry.text("cameraId").isEmpty() ? "-" : entry.text("cameraId");
        return String.join(" ", entry.text("at"), camera, entry.text("kind"), fields);
    }

    private static String field(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        return field.getKey() + "=" + (value.isTextual() && !value.asText().contains(" ") ? value.asText() : value);
    }
}
