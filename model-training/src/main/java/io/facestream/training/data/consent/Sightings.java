package io.facestream.training.data.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.training.TrainingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who was seen how often, as the events of {@code events.jsonl} tell it: a visit counts for the person whose name it had in the end. A visit
 * that became part of another one does not count.
 *
 * @param byPerson of people with at least one visit
 * @param erased whom the facebank was told to forget
 * @param events lines that were read
 * @param unreadable lines that are no events, such as the last one of a file that is being written
 */
public record Sightings(Map<String, Sighting> byPerson, Set<String> erased, long events, long unreadable) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Sightings {
        byPerson = Map.copyOf(byPerson);
        erased = Set.copyOf(erased);
    }

    /**
     * How often a person was seen.
     *
     * @param lastSeenAt ISO 8601, UTC
     */
    public record Sighting(int visits, String lastSeenAt) {}

    private record Visit(String personId, String at) {}

    /** Reads a file of events.
     *
     * @throws TrainingException if there is no such file, or it holds no event
     */
    public static Sightings read(Path file) {
        Map<String, Visit> visits = new HashMap<>();
        Set<String> erased = new HashSet<>();
        long events = 0;
        long unreadable = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                if (take(line, visits, erased)) {
                    events++;
                } else {
                    unreadable++;
                }
            }
        } catch (IOException e) {
            throw new TrainingException("events: " + file + ": " + e + " (expected: a readable file)", e);
        }
        if (events == 0) {
            throw new TrainingException(
                    "events: " + file + ": no event in it (expected: lines of JSON, as run --events writes them)");
        }
        return new Sightings(byPerson(visits), erased, events, unreadable);
    }

    private static boolean take(String line, Map<String, Visit> visits, Set<String> erased) {
        JsonNode event;
        try {
            event = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return false;
        }
        if (!event.path("type").isTextual() || !event.path("capturedAt").isTextual()) {
            return false;
        }
        String visit = event.path("visitId").asText("");
        String person =
                event.path("personId").isTextual() ? event.path("personId").asText() : "";
        switch (event.path("type").asText()) {
            case "PERSON_ERASED" -> erased.add(person);
            case "IDENTIFIED", "UNKNOWN", "CHANGED", "REIDENTIFIED", "LEFT" -> {
                if (event.path("mergedInto").isTextual()) {
                    visits.remove(visit);
                } else {
                    String at = event.path("lastSeenAt")
                            .asText(event.path("capturedAt").asText());
                    visits.put(visit, new Visit(person, at));
                }
            }
            default -> {
                // says nothing of who it was
            }
        }
        return true;
    }

    private static Map<String, Sighting> byPerson(Map<String, Visit> visits) {
        Map<String, Sighting> byPerson = new HashMap<>();
        for (Visit visit : visits.values()) {
            if (!visit.personId().isEmpty()) {
                byPerson.merge(
                        visit.personId(),
                        new Sighting(1, visit.at()),
                        (a, b) -> new Sighting(
                                a.visits() + b.visits(),
                                a.lastSeenAt().compareTo(b.lastSeenAt()) > 0 ? a.lastSeenAt() : b.lastSeenAt()));
            }
        }
        return byPerson;
    }
}
