package io.facestream.job.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a reader made for one schema can read what is written by another: every field is still there, always, and is what it was. */
final class SchemaCompatibility {
    private static final List<String> KEPT = List.of("type", "format", "const", "pattern", "minimum", "maximum");

    private final List<String> problems = new ArrayList<>();

    private SchemaCompatibility() {}

    static List<String> problems(JsonNode published, JsonNode now) {
        SchemaCompatibility compatibility = new SchemaCompatibility();
        compatibility.compare("", published, now);
        return compatibility.problems;
    }

    private void compare(String path, JsonNode published, JsonNode now) {
        for (String keyword : KEPT) {
            if (!published.path(keyword).equals(now.path(keyword))) {
                problems.add(path + " " + keyword + ": " + now.path(keyword) + " (expected: " + published.path(keyword)
                        + ")");
            }
        }
        words(path, "required", published, now);
        words(path, "x-known-values", published, now);
        published.path("properties").fields().forEachRemaining(field -> {
            String name = path + "/" + field.getKey();
            JsonNode same = now.path("properties").path(field.getKey());
            if (same.isMissingNode()) {
                problems.add(name + ": gone");
            } else {
                compare(name, field.getValue(), same);
            }
        });
        if (published.has("items")) {
            compare(path + "[]", published.get("items"), now.path("items"));
        }
        published.path("allOf").forEach(condition -> {
            if (!contains(now.path("allOf"), condition)) {
                problems.add(path + " allOf: gone " + condition);
            }
        });
    }

    private void words(String path, String keyword, JsonNode published, JsonNode now) {
        Set<String> gone = words(published.path(keyword));
        gone.removeAll(words(now.path(keyword)));
        gone.forEach(word -> problems.add(path + " " + keyword + ": " + word + " gone"));
    }

    /** A condition may ask for more than it did. */
    private static boolean contains(JsonNode conditions, JsonNode wanted) {
        for (JsonNode condition : conditions) {
            if (condition.path("if").equals(wanted.path("if"))) {
                return words(condition.path("then").path("required"))
                        .containsAll(words(wanted.path("then").path("required")));
            }
        }
        return false;
    }

    private static Set<String> words(JsonNode array) {
        Set<String> words = new HashSet<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }
}
