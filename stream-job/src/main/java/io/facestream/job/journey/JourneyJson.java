package io.facestream.job.journey;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a journey as one line of JSON: the contract of {@code docs/events.md}. */
public final class JourneyJson {
    private static final JsonFactory JSON = new JsonFactory();

    private JourneyJson() {}

    /**
     * The journey as a JSON object, without a line break.
     *
     * @param emittedAt when it leaves the job
     */
    public static String write(Journey journey, Instant emittedAt) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", Journey.SCHEMA_VERSION);
            json.writeStringField("journeyId", journey.journeyId());
            json.writeNumberField("revision", journey.revision());
            json.writeStringField("personId", journey.personId());
            json.writeBooleanField("withdrawn", journey.isWithdrawn());
            time(json, "startedAt", journey.isWithdrawn() ? null : journey.startedAtMillis());
            time(json, "endedAt", journey.isWithdrawn() ? null : journey.endedAtMillis());
            strings(json, "cameras", journey.cameras());
            json.writeArrayFieldStart("visits");
            for (JourneyStop stop : journey.stops()) {
                json.writeStartObject();
                json.writeStringField("visitId", stop.visitId());
                json.writeStringField("cameraId", stop.cameraId());
                time(json, "firstSeenAt", stop.firstSeenAtMillis());
                time(json, "lastSeenAt", stop.lastSeenAtMillis());
                json.writeEndObject();
            }
            json.writeEndArray();
            strings(json, "supersedes", journey.supersedes());
            if (journey.supersededBy().isEmpty()) {
                json.writeNullField("supersededBy");
            } else {
                json.writeStringField("supersededBy", journey.supersededBy());
            }
            json.writeStringField("emittedAt", emittedAt.toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    private static void strings(JsonGenerator json, String name, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String name, @Nullable Long millis) throws IOException {
        if (millis == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, Instant.ofEpochMilli(millis).toString());
        }
    }
}
