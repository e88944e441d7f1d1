package io.facestream.scenes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.vision.detect.FaceBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a score needs of one identity event about a visit.
 *
 * @param mediaTimeMillis where in the file the box was seen: of {@code LEFT}, when the person was last seen
 * @param threshold cosine that the score was held against; 0 before the first comparison
 * @param reason why nobody is named; empty where there is none
 * @param merged of {@code LEFT}: whether the visit turned out to be part of an earlier one
 * @param facesDetected of {@code LEFT}; else 0
 * @param facesEmbedded of {@code LEFT}; else 0
 */
public record SceneEvent(
        String eventId,
        String type,
        String cameraId,
        String visitId,
        String trackId,
        @Nullable String personId,
        long mediaTimeMillis,
        FaceBox box,
        double threshold,
        String reason,
        boolean merged,
        long facesDetected,
        long facesEmbedded) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The events about visits in a run's {@code events.jsonl}, in the file's order; those about cameras are left out. */
    public static List<SceneEvent> read(Path file) throws IOException {
        List<SceneEvent> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode event = JSON.readTree(line);
            if (event.hasNonNull("visitId") && event.hasNonNull("box")) {
                events.add(of(event));
            }
        }
        return events;
    }

    private static SceneEvent of(JsonNode event) {
        JsonNode box = event.get("box");
        JsonNode lastSeen = event.path("lastSeenMediaTimeMillis");
        return new SceneEvent(
                event.path("eventId").asText(),
                event.get("type").asText(),
                event.get("cameraId").asText(),
                event.get("visitId").asText(),
                event.path("trackId").asText(),
                event.hasNonNull("personId") ? event.get("personId").asText() : null,
                lastSeen.isNumber()
                        ? lastSeen.asLong()
                        : event.get("mediaTimeMillis").asLong(),
                new FaceBox(
                        (float) box.get(0).asDouble(),
                        (float) box.get(1).asDouble(),
                        (float) box.get(2).asDouble(),
                        (float) box.get(3).asDouble()),
                event.path("threshold").asDouble(),
                event.hasNonNull("reason") ? event.get("reason").asText() : "",
                event.hasNonNull("mergedInto"),
                event.path("facesDetected").asLong(),
                event.path("facesEmbedded").asLong());
    }

    /** Whether the visit ends with this event. */
    public boolean isLast() {
        return type.equals("LEFT");
    }
}
