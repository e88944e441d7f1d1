package io.facestream.job.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facestream.job.identify.RankedPerson;
import io.facestream.job.observe.Liveness;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Writes an identity event as one line of JSON: the contract of {@code docs/events.md} and {@code docs/schema}. It never writes an
 * embedding.
 */
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
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            subject(json, event);
            evidence(json, event);
            searched(json, event);
            stay(json, event);
            optional(json, "supersedes", event.supersedes());
            stranger(json, event);
            liveness(json, event.liveness());
            json.writeStringField("emittedAt", emittedAt.toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    private static void subject(JsonGenerator json, IdentityEvent event) throws IOException {
        json.writeNumberField("schemaVersion", IdentityEvent.SCHEMA_VERSION);
        json.writeStringField("eventId", event.eventId());
        json.writeStringField("type", event.type().name());
        json.writeStringField("cameraId", event.cameraId());
        optional(json, "trackId", event.trackId());
        optional(json, "visitId", event.visitId());
        optional(json, "personId", event.personId());
    }

    private static void evidence(JsonGenerator json, IdentityEvent event) throws IOException {
        boolean aboutAFace = !event.visitId().isEmpty();
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
        time(json, "capturedAt", event.capturedAtMillis());
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
    }

    private static void searched(JsonGenerator json, IdentityEvent event) throws IOException {
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
    }

    /** When the visit, or the stranger's first one, began and ended. */
    private static void stay(JsonGenerator json, IdentityEvent event) throws IOException {
        switch (event.type()) {
            case LEFT -> {
                time(json, "firstSeenAt", event.firstSeenAtMillis());
                time(json, "lastSeenAt", event.lastSeenAtMillis());
                position(json, "firstSeenMediaTimeMillis", event.firstSeenMediaTimeMillis());
                position(json, "lastSeenMediaTimeMillis", event.lastSeenMediaTimeMillis());
                json.writeNumberField("facesDetected", event.facesDetected());
                json.writeNumberField("facesEmbedded", event.facesEmbedded());
                optional(json, "mergedInto", event.mergedInto());
            }
            case REIDENTIFIED -> {
                time(json, "firstSeenAt", event.firstSeenAtMillis());
                time(json, "lastSeenAt", event.lastSeenAtMillis());
            }
            case STRANGER_SEEN -> time(json, "firstSeenAt", event.firstSeenAtMillis());
            default -> {
                // The moment of the event is all there is.
            }
        }
    }

    private static void stranger(JsonGenerator json, IdentityEvent event) throws IOException {
        optional(json, "strangerId", event.strangerId());
        optional(json, "otherStrangerId", event.otherStrangerId());
        if (event.strangerVisits() > 0) {
            json.writeNumberField("strangerVisits", event.strangerVisits());
        } else {
            json.writeNullField("strangerVisits");
        }
    }

    /** Only where somebody asked for it: without that stage an event has no such fields. */
    private static void liveness(JsonGenerator json, Liveness liveness) throws IOException {
        if (liveness.isScored()) {
            rounded(json, "livenessScore", liveness.score());
            json.writeNumberField("livenessShots", liveness.shots());
            json.writeArrayFieldStart("suspicions");
            if (liveness.suspected()) {
                json.writeString("SPOOF");
            }
            json.writeEndArray();
        }
    }

    private static void time(JsonGenerator json, String name, long epochMillis) throws IOException {
        json.writeStringField(name, Instant.ofEpochMilli(epochMillis).toString());
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
