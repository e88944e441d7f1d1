package io.facestream.console.visit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visit as far as it has been told.
 *
 * @param state the type of the last event that said something about the name: {@code APPEARED}, {@code IDENTIFIED}, {@code UNKNOWN},
 *     {@code CHANGED} or {@code REIDENTIFIED}
 * @param firstSeenAt ISO 8601, UTC
 * @param lastSeenAt ISO 8601, UTC
 * @param over whether the visit has ended
 * @param personId null while or where nobody is named
 * @param score cosine with the best person, null before the evidence is in
 * @param runnerUp the second best person; null where there is none
 * @param reason why nobody is named; null otherwise
 * @param events what was said, in order
 */
public record Visit(
        String visitId,
        String cameraId,
        String state,
        String firstSeenAt,
        String lastSeenAt,
        boolean over,
        @Nullable Long mediaTimeMillis,
        @Nullable String personId,
        @Nullable Double score,
        @Nullable Double margin,
        @Nullable Double threshold,
        @Nullable Double quality,
        @Nullable String reason,
        List<Candidate> candidates,
        @Nullable String runnerUp,
        @Nullable String strangerId,
        String facebankVersion,
        String modelId,
        List<Said> events) {
    /** One of the best people. */
    public record Candidate(String personId, double score) {}

    /** One event of the visit. */
    public record Said(
            String type,
            String at,
            @Nullable String personId,
            @Nullable String reason) {}

    static Visit begin(String visitId, JsonNode event) {
        String at = event.path("capturedAt").asText();
        return new Visit(
                        visitId,
                        event.path("cameraId").asText(),
                        "APPEARED",
                        event.path("firstSeenAt").asText(at),
                        at,
                        false,
                        event.hasNonNull("mediaTimeMillis")
                                ? event.get("mediaTimeMillis").asLong()
                                : null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        event.path("facebankVersion").asText(),
                        event.path("modelId").asText(),
                        List.of())
                .with(event);
    }

    /** The visit with one more event. */
    Visit with(JsonNode event) {
        String type = event.path("type").asText();
        boolean left = type.equals("LEFT");
        boolean aboutFace = !type.startsWith("STRANGER"); // others have no score of their own
        boolean aboutName = !left && aboutFace;
        List<Said> said = new ArrayList<>(events);
        said.add(new Said(type, event.path("capturedAt").asText(), text(event, "personId"), text(event, "reason")));
        List<Candidate> best = candidates(event);
        List<Candidate> shown = best.isEmpty() ? candidates : best;
        return new Visit(
                visitId,
                cameraId,
                aboutName ? type : state,
                firstSeenAt,
                event.path(left ? "lastSeenAt" : "capturedAt").asText(lastSeenAt),
                over || left,
                mediaTimeMillis,
                aboutName ? text(event, "personId") : personId,
                aboutFace ? number(event, "score", score) : score,
                aboutFace ? number(event, "margin", margin) : margin,
                aboutFace ? number(event, "threshold", threshold) : threshold,
                aboutFace ? number(event, "quality", quality) : quality,
                aboutName ? text(event, "reason") : reason,
                shown,
                shown.size() > 1 ? shown.get(1).personId() : null,
                event.hasNonNull("strangerId") ? event.get("strangerId").asText() : strangerId,
                event.path("facebankVersion").asText(facebankVersion),
                event.path("modelId").asText(modelId),
                List.copyOf(said));
    }

    private static List<Candidate> candidates(JsonNode event) {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode candidate : event.path("topK")) {
            candidates.add(new Candidate(
                    candidate.path("personId").asText(), candidate.path("score").asDouble()));
        }
        return List.copyOf(candidates);
    }

    private static @Nullable String text(JsonNode event, String field) {
        return event.hasNonNull(field) ? event.get(field).asText() : null;
    }

    private static @Nullable Double number(JsonNode event, String field, @Nullable Double otherwise) {
        return event.hasNonNull(field) ? Double.valueOf(event.get(field).asDouble()) : otherwise;
    }
}
