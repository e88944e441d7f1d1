package io.facestream.job.uselog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * An entry as it lies in a log.
 *
 * @param place where it lies, for people: line of a file, or partition and offset
 * @param json all that it says
 */
public record UseEntry(String place, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The entry that a line holds; none where it is no entry. */
    static Optional<UseEntry> parse(String place, String line) {
        try {
            JsonNode json = JSON.readTree(line);
            boolean entry = json != null
                    && json.isObject()
                    && json.path("run").isTextual()
                    && json.path("cameraId").isTextual()
                    && json.path("sequence").isIntegralNumber()
                    && json.path("hash").isTextual()
                    && json.path("previousHash").isTextual();
            return entry ? Optional.of(new UseEntry(place, json)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    ChainName chain() {
        return new ChainName(text("run"), text("cameraId"));
    }

    public long sequence() {
        return json.path("sequence").asLong();
    }

    public String hash() {
        return text("hash");
    }

    String previousHash() {
        return text("previousHash");
    }

    public boolean is(UseKind kind) {
        return text("kind").equals(kind.name());
    }

    /** A field's text; empty where there is none. */
    public String text(String field) {
        return json.path(field).asText("");
    }

    /** Whether its hash is that of what it says. */
    boolean isSound() {
        return ChainHead.hashOf(json).equals(hash());
    }
}
