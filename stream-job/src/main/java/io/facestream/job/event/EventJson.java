package io.facestream.job.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facestream.job.identify.RankedPerson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Writes an identity event as one line of JSON: the contract of {@code docs/events.md}. It never writes an embedding. */
public final class EventJson {
    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    /**
     * The event as a JSON object, without a line break.
     *
     * @param emittedAt when it leaves the job: the only field in which two runs over the same video differ
     */
    public static String write(IdentityEvent event, Instant emittedAt) {
        StringWriter text = new StringWriter(512);
        boolean aboutAFace = !event.visitId().isEmpty();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", IdentityEvent.SCHEMA_VERSION);
            json.writeStringField("eventId", event.eventId());
            json.writeStringField("type", event.type().name());
            json.writeStringField("cameraId", event.cameraId());
            optional(json, "trackId", event.trackId());
            optional(json, "visitId", event.visitId());
            optional(json, "personId", event.personId());
            if (aboutAFace) {
                rounded(json, "score", event.score());
                rounded(json, "margin", event.margin());
                rounded(json, "threshold", event.threshold());
            } else {
                json.writeNullField("score");
                json.writeNullField("margin");
                json.writeNullField("threshold");
            }
            optional(json, "reason", event.reason());
            json.writeStringField(
                    "capturedAt", Instant.ofEpochMilli(event.capturedAtMillis()).toString());
            position(json, "mediaTimeMillis", event.mediaTimeMillis());
            if (aboutAFace) {
                json.writeArrayFieldStart("box");
                for (float side : new float[] {event.boxX(), event.boxY(), event.boxWidth(), event.boxHeight()}) {
                    json.writeNumber(Math.round(side));
                }
                json.writeEndArray();
                rounded(json, "quality", event.quality());
            } else {
                json.writeNullField("box");
                json.writeNullField("quality");
            }
            json.writeStringField("facebankVersion", event.facebankVersion());
            json.writeStringField("modelId", event.modelId());
            json.writeArrayFieldStart("topK");
            for (RankedPerson person : event.topK()) {
                json.writeStartObject();
                json.writeStringField("personId", person.personId());
                rounded(json, "score", person.score());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (event.type() == EventType.LEFT) {
                json.writeStringField(
                        "firstSeenAt",
                        Instant.ofEpochMilli(event.firstSeenAtMillis()).toString());
                json.writeStringField(
                        "lastSeenAt",
                        Instant.ofEpochMilli(event.lastSeenAtMillis()).toString());
                position(json, "firstSeenMediaTimeMillis", event.firstSeenMediaTimeMillis());
                position(json, "lastSeenMediaTimeMillis", event.lastSeenMediaTimeMillis());
                json.writeNumberField("facesDetected", event.facesDetected());
                json.writeNumberField("facesEmbedded", event.facesEmbedded());
                optional(json, "mergedInto", event.mergedInto());
            }
            optional(json, "supersedes", event.supersedes());
            optional(json, "strangerId", event.strangerId());
            optional(json, "otherStrangerId", event.otherStrangerId());
            json.writeStringField("emittedAt", emittedAt.toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    private static void optional(JsonGenerator json, String name, String value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    /** A live camera has no position. */
    private static void position(JsonGenerator json, String name, long mediaTimeMillis) throws IOException {
        if (mediaTimeMillis < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, mediaTimeMillis);
        }
    }

    private static void rounded(JsonGenerator json, String name, float value) throws IOException {
        json.writeNumberField(name, Math.round(value * 1e4) / 1e4);
    }
}
