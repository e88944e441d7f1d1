package io.facestream.console.visit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * @param committed whether all of it is committed; null where that is not told
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
        List<Said> events,
        @Nullable Boolean committed) {
    private static final Set<String> MATCHES = Set.of("IDENTIFIED", "REIDENTIFIED", "CHANGED");

    /** One of the best people. */
    public record Candidate(String personId, double score) {}

    /**
     * One event of the visit.
     *
     * @param committed whether it is; null where that is not told
     */
    public record Said(
            String eventId,
            String type,
            String at,
            @Nullable String personId,
            @Nullable String reason,
            @Nullable Boolean committed) {
        /** Whether it gave the visit a name. */
        @JsonProperty("match")
        public boolean isMatch() {
            return MATCHES.contains(type) && personId != null;
        }

        private Said commit() {
            return new Said(eventId, type, at, personId, reason, true);
        }
    }

    static Visit begin(String visitId, JsonNode event, @Nullable Boolean committed) {
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
                        List.of(),
                        committed)
                .with(event, committed);
    }

    /** The visit with one more event. */
    Visit with(JsonNode event, @Nullable Boolean isCommitted) {
        String type = event.path("type").asText();
        boolean left = type.equals("LEFT");
        boolean aboutFace = !type.startsWith("STRANGER"); // others have no score of their own
        boolean aboutName = !left && aboutFace;
        List<Said> said = new ArrayList<>(events);
        said.add(new Said(
                event.path("eventId").asText(),
                type,
                event.path("capturedAt").asText(),
                text(event, "personId"),
                text(event, "reason"),
                isCommitted));
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
                List.copyOf(said),
                all(said));
    }

    /** The visit with one of its events committed. */
    Visit commit(String eventId) {
        List<Said> said = events.stream()
                .map(one -> one.eventId().equals(eventId) ? one.commit() : one)
                .toList();
        return new Visit(
                visitId,
                cameraId,
                state,
                firstSeenAt,
                lastSeenAt,
                over,
                mediaTimeMillis,
                personId,
                score,
                margin,
                threshold,
                quality,
                reason,
                candidates,
                runnerUp,
                strangerId,
                facebankVersion,
                modelId,
                said,
                all(said));
    }

    private static @Nullable Boolean all(List<Said> said) {
        boolean told = said.stream().allMatch(one -> one.committed() != null);
        return told ? said.stream().allMatch(one -> Boolean.TRUE.equals(one.committed())) : null;
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
