package io.facestream.job.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.job.identify.ComparedTrack;
import io.facestream.job.identify.Decision;
import io.facestream.job.identify.Reason;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A compared track as a line of JSON; {@code docs/schema/identity-shadow.schema.json} describes it. */
public final class ShadowJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ShadowJson() {}

    public static String write(ComparedTrack track) {
        ObjectNode line = JSON.createObjectNode();
        line.put("schemaVersion", ComparedTrack.SCHEMA_VERSION);
        line.put("cameraId", track.cameraId());
        line.put("trackId", track.trackId());
        line.put("lastSeenAt", Instant.ofEpochMilli(track.lastSeenMillis()).toString());
        if (track.lastSeenMediaMillis() >= 0) {
            line.put("mediaTimeMillis", track.lastSeenMediaMillis());
        }
        line.put("facebankVersion", track.facebankVersion());
        line.put("agreement", track.agreement().name());
        line.set("main", decision(track.modelId(), track.decision()));
        line.set("shadow", decision(track.shadowModelId(), track.shadowDecision()));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode decision(String modelId, Decision decision) {
        ObjectNode node = JSON.createObjectNode();
        node.put("modelId", modelId);
        if (decision.isIdentified()) {
            node.put("personId", decision.personId());
        }
        if (decision.reason() != Reason.NONE) {
            node.put("reason", decision.reason().name());
        }
        node.put("score", rounded(decision.score()));
        node.put("margin", rounded(decision.margin()));
        node.put("threshold", rounded(decision.threshold()));
        node.put("shots", decision.shots());
        return node;
    }

    /** As scores stand in events. */
    private static double rounded(float value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
