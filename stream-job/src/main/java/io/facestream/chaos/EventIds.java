package io.facestream.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Ids of events. */
final class EventIds {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventIds() {}

    /** The id of an event by its line of JSON. */
    static String of(String line) throws JsonProcessingException {
        return JSON.readTree(line).get("eventId").asText();
    }
}
