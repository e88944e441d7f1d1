package io.facestream.scenes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.detect.FaceBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What truly happens in a scene: its passages, in the order of their start. */
public record SceneTruth(List<Passage> passages) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public SceneTruth {
        passages = List.copyOf(passages);
    }

    /** Reads a truth file: JSON lines, either one a passage ({@code id, t0, t1, rect}) or one a frame ({@code t, faces}). */
    public static SceneTruth read(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                lines.add(JSON.readTree(line));
            }
        }
        if (lines.isEmpty()) {
            throw new IOException(file + ": empty (expected: JSON lines, one a passage or one a frame)");
        }
        return lines.get(0).has("faces") ? ofFrames(lines) : ofPassages(lines);
    }

    private static SceneTruth ofPassages(List<JsonNode> lines) {
        List<Passage> passages = new ArrayList<>();
        for (JsonNode line : lines) {
            NavigableMap<Long, Passage.Sight> place = new TreeMap<>();
            long from = millis(line.get("t0"));
            place.put(from, new Passage.Sight(box(line.get("rect")), 1));
            passages.add(new Passage(passages.size(), person(line), from, millis(line.get("t1")), place, false));
        }
        return new SceneTruth(passages);
    }

    private static SceneTruth ofFrames(List<JsonNode> lines) {
        Map<Integer, NavigableMap<Long, Passage.Sight>> sights = new TreeMap<>();
        Map<Integer, JsonNode> first = new TreeMap<>();
        for (JsonNode frame : lines) {
            for (JsonNode face : frame.get("faces")) {
                int actor = face.get("actor").asInt();
                first.putIfAbsent(actor, face);
                sights.computeIfAbsent(actor, number -> new TreeMap<>())
                        .put(
                                millis(frame.get("t")),
                                new Passage.Sight(
                                        box(face.get("box")),
                                        face.get("visible").asDouble()));
            }
        }
        List<Passage> passages = new ArrayList<>();
        sights.forEach((actor, seen) -> passages.add(new Passage(
                actor, person(Objects.requireNonNull(first.get(actor))), seen.firstKey(), seen.lastKey(), seen, true)));
        return new SceneTruth(passages);
    }

    private static @Nullable String person(JsonNode node) {
        return node.get("id").isNull() ? null : node.get("id").asText();
    }

    private static long millis(JsonNode seconds) {
        return Math.round(seconds.asDouble() * 1000);
    }

    private static FaceBox box(JsonNode box) {
        return new FaceBox(
                (float) box.get(0).asDouble(),
                (float) box.get(1).asDouble(),
                (float) box.get(2).asDouble(),
                (float) box.get(3).asDouble());
    }
}
