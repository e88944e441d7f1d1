package io.facestream.scenes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.detect.FaceBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a truth file and says of every line that is damaged what stands there and what should. */
final class TruthReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOLD = 5;
    private static final int SHOWN = 60;

    private final Path file;
    private final List<String> damages = new ArrayList<>();
    private int number;

    private TruthReader(Path file) {
        this.file = file;
    }

    static SceneTruth read(Path file) throws IOException {
        return new TruthReader(file).read();
    }

    private SceneTruth read() throws IOException {
        Map<Integer, JsonNode> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                JsonNode node = parsed(line);
                if (node != null) {
                    lines.put(number, node);
                }
            }
        }
        if (lines.isEmpty() && damages.isEmpty()) {
            throw new IOException(file + ": empty (expected: JSON lines, one a passage or one a frame)");
        }
        boolean frames = !lines.isEmpty() && lines.values().iterator().next().has("faces");
        List<Passage> passages = frames ? ofFrames(lines) : ofPassages(lines);
        if (!damages.isEmpty()) {
            List<String> told = new ArrayList<>(damages.subList(0, Math.min(TOLD, damages.size())));
            if (damages.size() > TOLD) {
                told.add(file + ": " + (damages.size() - TOLD) + " more damaged values");
            }
            throw new IOException(String.join("\n", told));
        }
        return new SceneTruth(passages);
    }

    private @Nullable JsonNode parsed(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        damaged(line, "a JSON object");
        return null;
    }

    private List<Passage> ofPassages(Map<Integer, JsonNode> lines) {
        List<Passage> passages = new ArrayList<>();
        lines.forEach((at, line) -> {
            number = at;
            String person = person(line);
            long from = millis(line, "t0", 0);
            long to = millis(line, "t1", from + 1);
            FaceBox box = box(line, "rect");
            NavigableMap<Long, Passage.Sight> place = new TreeMap<>();
            place.put(from, new Passage.Sight(box, 1));
            passages.add(new Passage(passages.size(), person, from, to, place, false));
        });
        return passages;
    }

    private List<Passage> ofFrames(Map<Integer, JsonNode> lines) {
        Map<Integer, NavigableMap<Long, Passage.Sight>> sights = new TreeMap<>();
        Map<Integer, String> people = new TreeMap<>();
        lines.forEach((at, frame) -> {
            number = at;
            long millis = millis(frame, "t", 0);
            if (!frame.path("faces").isArray()) {
                damaged("faces: " + told(frame.path("faces")), "a list of faces");
            }
            for (JsonNode face : frame.path("faces")) {
                int actor = (int) decimal(face, "actor", 0, Integer.MAX_VALUE);
                String person = person(face);
                if (person != null) {
                    people.putIfAbsent(actor, person);
                }
                sights.computeIfAbsent(actor, unseen -> new TreeMap<>())
                        .put(millis, new Passage.Sight(box(face, "box"), decimal(face, "visible", 0, 1)));
            }
        });
        List<Passage> passages = new ArrayList<>();
        sights.forEach((actor, seen) ->
                passages.add(new Passage(actor, people.get(actor), seen.firstKey(), seen.lastKey(), seen, true)));
        return passages;
    }

    private @Nullable String person(JsonNode node) {
        JsonNode id = node.path("id");
        if (id.isTextual() && !id.asText().isBlank()) {
            return id.asText();
        }
        if (!id.isNull()) {
            damaged("id: " + told(id), "who it is, or null for a stranger");
        }
        return null;
    }

    private long millis(JsonNode node, String field, long leastMillis) {
        return Math.round(1_000 * decimal(node, field, leastMillis / 1e3, Long.MAX_VALUE / 1e3));
    }

    private double decimal(JsonNode node, String field, double least, double most) {
        JsonNode value = node.path(field);
        if (value.isNumber() && value.asDouble() >= least && value.asDouble() <= most) {
            return value.asDouble();
        }
        String range = most > Integer.MAX_VALUE - 1 ? "at least " + least : least + " to " + most;
        damaged(field + ": " + told(value), "a number, " + range);
        return least;
    }

    private FaceBox box(JsonNode node, String field) {
        JsonNode box = node.path(field);
        boolean four = box.isArray() && box.size() == 4;
        for (JsonNode side : box) {
            four &= side.isNumber();
        }
        if (!four || box.get(2).asDouble() <= 0 || box.get(3).asDouble() <= 0) {
            damaged(field + ": " + told(box), "[x, y, width, height] in pixels");
            return new FaceBox(0, 0, 1, 1);
        }
        return new FaceBox(
                (float) box.get(0).asDouble(),
                (float) box.get(1).asDouble(),
                (float) box.get(2).asDouble(),
                (float) box.get(3).asDouble());
    }

    private static String told(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }

    private void damaged(String found, String expected) {
        String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "..." : found;
        damages.add(file + ":" + number + ": " + shown + " (expected: " + expected + ")");
    }
}
