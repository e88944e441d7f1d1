package io.facestream.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.facestream.training.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A training's settings as a tree: what a configuration says, over what it does not say. Every problem is told at once. */
final class ConfigFile {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));
    /** Whose keys depend on their kind, or are names: they are taken as they are. */
    private static final Set<String> WHOLE = Set.of("head", "optimiser", "schedule", "learn");

    private ConfigFile() {}

    /** The defaults, each with its comment, as text. */
    static String documentation() {
        try (InputStream in = ConfigFile.class.getResourceAsStream("defaults.yaml")) {
            return new String(
                    java.util.Objects.requireNonNull(in, "defaults.yaml").readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The settings of a file.
     *
     * @param changes {@code key.key=value} of the command line, which come last
     */
    static ObjectNode read(Path file, List<String> changes) {
        JsonNode own;
        try {
            own = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new TrainingException(
                    file + ":" + e.getLocation().getLineNr() + ": not YAML ("
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ")",
                    e);
        } catch (NoSuchFileException e) {
            throw new TrainingException(file + ": no such file (expected: a configuration in YAML)", e);
        } catch (IOException e) {
            throw new TrainingException(file + ": no configuration can be read there (" + e.getMessage() + ")", e);
        }
        ObjectNode tree = defaults();
        List<String> problems = new ArrayList<>();
        if (own instanceof ObjectNode settings) {
            merge(tree, settings, "", file.toString(), problems);
        } else if (!own.isMissingNode() && !own.isNull()) {
            problems.add(
                    file + ": no settings (expected: key: value, as in the configurations that come with facestream)");
        }
        return changed(tree, changes, problems);
    }

    /** The defaults with some changes. */
    static ObjectNode changed(List<String> changes) {
        return changed(defaults(), changes, new ArrayList<>());
    }

    private static ObjectNode changed(ObjectNode tree, List<String> changes, List<String> problems) {
        for (String change : changes) {
            merge(tree, asTree(change), "", "--set " + change, problems);
        }
        if (!problems.isEmpty()) {
            throw new TrainingException(String.join("\n", problems));
        }
        return tree;
    }

    static ObjectNode defaults() {
        try {
            return (ObjectNode) YAML.readTree(documentation());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("defaults.yaml", e);
        }
    }

    static String text(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    static Map<String, Object> map(ObjectNode node) {
        return YAML.convertValue(node, new TypeReference<>() {});
    }

    private static ObjectNode asTree(String change) {
        int equals = change.indexOf('=');
        if (equals < 1) {
            throw new TrainingException("--set: " + change + " (expected: key=value, as backbone.dimension=128)");
        }
        ObjectNode root = YAML.createObjectNode();
        ObjectNode at = root;
        String[] keys = change.substring(0, equals).strip().split("\\.", -1);
        for (int i = 0; i < keys.length - 1; i++) {
            at = at.putObject(keys[i]);
        }
        try {
            JsonNode value = YAML.readTree(change.substring(equals + 1));
            at.set(keys[keys.length - 1], value.isMissingNode() ? NullNode.instance : value);
        } catch (JsonProcessingException e) {
            throw new TrainingException("--set: " + change + ": not YAML (" + e.getOriginalMessage() + ")", e);
        }
        return root;
    }

    private static void merge(ObjectNode into, ObjectNode from, String path, String where, List<String> problems) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            JsonNode known = into.get(entry.getKey());
            boolean whole = WHOLE.contains(key);
            boolean below = WHOLE.contains(path);
            if (known == null && !below) {
                problems.add(where + ": " + key + " (expected: one of " + String.join(", ", names(into)) + ")");
            } else if (whole
                    && where.startsWith("--set")
                    && known instanceof ObjectNode inner
                    && entry.getValue() instanceof ObjectNode own) {
                merge(inner, own, key, where, problems);
            } else if (!whole && known instanceof ObjectNode inner) {
                if (entry.getValue() instanceof ObjectNode own) {
                    merge(inner, own, key, where, problems);
                } else {
                    problems.add(where + ": " + key + ": " + entry.getValue() + " (expected: settings, "
                            + String.join(", ", names(inner)) + ")");
                }
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static List<String> names(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
