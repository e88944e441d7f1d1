package io.facestream.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Values of one level of the tree; what is wrong is gathered. */
final class ConfigReader {
    private final String path;
    private final ObjectNode node;
    private final List<String> problems;

    ConfigReader(ObjectNode node) {
        this("", node, new ArrayList<>());
    }

    private ConfigReader(String path, ObjectNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    ConfigReader in(String key) {
        return new ConfigReader(path + key + ".", (ObjectNode) node.get(key), problems);
    }

    boolean has(String key) {
        return node.has(key);
    }

    ObjectNode object(String key) {
        if (node.get(key) instanceof ObjectNode inner && inner.path("kind").isTextual()) {
            return inner;
        }
        problem(path + key, node.get(key), "{kind: NAME, ...}");
        return node;
    }

    long whole(String key, long least, long most) {
        JsonNode value = node.get(key);
        if (value.isIntegralNumber() && value.asLong() >= least && value.asLong() <= most) {
            return value.asLong();
        }
        problem(
                path + key,
                value,
                most == Long.MAX_VALUE ? "a whole number" : "a whole number from " + least + " to " + most);
        return Math.max(least, 1);
    }

    double number(String key, double least, double most) {
        JsonNode value = node.get(key);
        if (value.isNumber() && value.asDouble() >= least && value.asDouble() <= most) {
            return value.asDouble();
        }
        problem(path + key, value, "a number from " + least + " to " + most);
        return least;
    }

    String text(String key) {
        if (!node.get(key).isValueNode() || node.get(key).isNull()) {
            problem(path + key, node.get(key), "text");
        }
        return node.get(key).asText();
    }

    Optional<String> optional(String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() || value.asText().isEmpty() ? Optional.empty() : Optional.of(text(key));
    }

    String oneOf(String key, String... choices) {
        String value = text(key);
        if (!List.of(choices).contains(value)) {
            problem(path + key, value, String.join(" or ", choices));
            return choices[0];
        }
        return value;
    }

    <E extends Enum<E>> E choice(String key, E[] choices) {
        String[] names = Arrays.stream(choices).map(Enum::toString).toArray(String[]::new);
        return choices[List.of(names).indexOf(oneOf(key, names))];
    }

    void problem(String key, Object value, String expected) {
        problems.add(key + ": " + value + " (expected: " + expected + ")");
    }

    /** Gathers what a reader of its own refuses. */
    void check(Runnable reading) {
        try {
            reading.run();
        } catch (TrainingException | IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new TrainingException(String.join("\n", problems));
        }
    }
}
