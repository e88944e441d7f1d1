package io.facestream.facebank.topic;

import static io.facestream.facebank.topic.RowJson.base64;
import static io.facestream.facebank.topic.RowJson.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.facebank.crypt.SealedText;
import io.facestream.facebank.topic.FacebankRow.Action;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.RefusedRow;
import io.facestream.facebank.topic.FacebankRow.RemovalRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows from the records of a topic. Whatever a record holds, this never throws. */
final class RowReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RowReader() {}

    /** The row of a record; empty for a null value, which collects garbage only. */
    static Optional<FacebankRow> row(byte @Nullable [] key, byte @Nullable [] value, long offset) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            FacebankRow row = row(JSON.readTree(value));
            String expected = new String(RowJson.key(row), UTF_8);
            String found = key == null ? "" : new String(key, UTF_8);
            if (!expected.equals(found)) {
                return refused(value, offset, "its key is not that of its content");
            }
            return Optional.of(row);
        } catch (IOException e) {
            // The parser's message quotes its input, which may hold what should not be seen.
            return refused(value, offset, "not JSON");
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return refused(value, offset, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<FacebankRow> refused(byte[] value, long offset, String reason) {
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value));
            return Optional.of(new RefusedRow(offset, reason, value.length, sha256));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static FacebankRow row(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        int schemaVersion = node.path("schemaVersion").asInt();
        if (schemaVersion < 1 || schemaVersion > RowJson.SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "schemaVersion: " + schemaVersion + " (expected: " + RowJson.SCHEMA_VERSION + ")");
        }
        long version = FacebankVersion.parse(text(node, "version")).number();
        String type = text(node, "type");
        return switch (type) {
            case "template" -> template(node, version);
            case "person" -> person(node, version);
            case "commit" -> commit(node, version);
            case "settings" -> new SettingsRow(number(node, "fpir"), number(node, "margin"), version);
            default ->
                throw new IllegalArgumentException("type: not known (expected: template, person, settings or commit)");
        };
    }

    private static FacebankRow template(JsonNode node, long version) {
        String templateId = text(node, "templateId");
        String modelId = text(node, "modelId");
        String personId = text(node, "personId");
        if (node.path("removed").asBoolean()) {
            return new RemovalRow(templateId, modelId, personId, version);
        }
        return new TemplateRow(
                templateId,
                modelId,
                personId,
                version,
                new SealedTemplate(base64(node, "template")),
                (float) node.path("norm").asDouble(),
                new SealedText(base64(node, "details")));
    }

    private static FacebankRow person(JsonNode node, long version) {
        String personId = text(node, "personId");
        if (node.path("erased").asBoolean()) {
            return RowJson.erased(personId, version);
        }
        long validUntil = node.has("validUntil")
                ? Instant.parse(text(node, "validUntil")).toEpochMilli()
                : FacebankRecord.NO_EXPIRY;
        SealedText details = new SealedText(base64(node, "details"));
        return new PersonRow(personId, "", node.path("ignored").asBoolean(), validUntil, version, false, details);
    }

    private static FacebankRow commit(JsonNode node, long number) {
        return new CommitRow(
                text(node, "version"),
                number,
                text(node, "author"),
                Instant.parse(text(node, "at")).toEpochMilli(),
                action(text(node, "action")),
                text(node, "contentSha256"),
                text(node, "modelId"),
                text(node, "modelName"),
                node.path("templates").asInt(),
                node.path("people").asInt(),
                text(node, "detail"),
                text(node, "topicId"));
    }

    private static Action action(String text) {
        try {
            return Action.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "action: not known (expected: publish, remove, rename, rollback, erase, ignore, settings, reembed, promote or retire)");
        }
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return Double.NaN;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException(name + ": no number (expected: a number)");
        }
        return value.doubleValue();
    }
}
