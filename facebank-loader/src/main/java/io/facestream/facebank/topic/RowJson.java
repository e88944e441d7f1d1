package io.facestream.facebank.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows as the records of a topic. Whatever a record holds, reading it never throws. */
final class RowJson {
    private static final int SCHEMA_VERSION = 1;
    private static final String COMMIT_KEY = "commit";
    private static final String SETTINGS_KEY = "settings";
    private static final String PERSON_KEY = "person/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RowJson() {}

    static byte[] key(FacebankRow row) {
        String key;
        if (row instanceof TemplateRow template) {
            key = template.key();
        } else if (row instanceof RemovalRow removal) {
            key = removal.key();
        } else if (row instanceof PersonRow person) {
            key = personKey(person.personId());
        } else if (row instanceof SettingsRow) {
            key = SETTINGS_KEY;
        } else if (row instanceof CommitRow) {
            key = COMMIT_KEY;
        } else {
            throw notWritten(row);
        }
        return key.getBytes(UTF_8);
    }

    /** Where a person's details belong, on the topic and as associated data. */
    static String personKey(String personId) {
        return PERSON_KEY + personId;
    }

    static byte[] value(FacebankRow row) {
        ObjectNode node;
        if (row instanceof TemplateRow template) {
            node = node("template", template.version());
            node.put("templateId", template.templateId());
            node.put("modelId", template.modelId());
            node.put("personId", template.personId());
            node.put("norm", template.norm());
            node.put("template", template.template().ciphertext());
            node.put("details", template.details().ciphertext());
        } else if (row instanceof RemovalRow removal) {
            node = node("template", removal.version());
            node.put("templateId", removal.templateId());
            node.put("modelId", removal.modelId());
            node.put("personId", removal.personId());
            node.put("removed", true);
        } else if (row instanceof PersonRow person) {
            node = node("person", person.version());
            node.put("personId", person.personId());
            putPerson(node, person);
        } else if (row instanceof SettingsRow settings) {
            node = node("settings", settings.version());
            putUnlessNaN(node, "fpir", settings.fpir());
            putUnlessNaN(node, "margin", settings.margin());
        } else if (row instanceof CommitRow commit) {
            node = node("commit", commit.number());
            putCommit(node, commit);
        } else {
            throw notWritten(row);
        }
        return bytes(node);
    }

    private static void putUnlessNaN(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, value);
        }
    }

    private static void putPerson(ObjectNode node, PersonRow person) {
        if (person.erased()) {
            node.put("erased", true);
            return;
        }
        node.put("ignored", person.ignored());
        if (person.validUntilMillis() != FacebankRecord.NO_EXPIRY) {
            node.put(
                    "validUntil",
                    Instant.ofEpochMilli(person.validUntilMillis()).toString());
        }
        node.put("details", person.details().ciphertext());
    }

    private static void putCommit(ObjectNode node, CommitRow commit) {
        node.put("author", commit.author());
        node.put("at", Instant.ofEpochMilli(commit.atMillis()).toString());
        node.put("action", commit.action().text());
        node.put("detail", commit.detail());
        node.put("contentSha256", commit.contentSha256());
        node.put("modelId", commit.modelId());
        node.put("modelName", commit.modelName());
        node.put("people", commit.people());
        node.put("templates", commit.templates());
        node.put("topicId", commit.topicId());
    }

    private static ObjectNode node(String type, long version) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", type);
        node.put("schemaVersion", SCHEMA_VERSION);
        node.put("version", FacebankVersion.of(version).toString());
        return node;
    }

    private static IllegalArgumentException notWritten(FacebankRow row) {
        return new IllegalArgumentException(
                row.getClass().getSimpleName() + " is read only (expected: a row of a change)");
    }

    /** The row of a record; empty for a null value, which collects garbage only. */
    static Optional<FacebankRow> row(byte @Nullable [] key, byte @Nullable [] value, long offset) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            FacebankRow row = row(JSON.readTree(value));
            String expected = new String(key(row), UTF_8);
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
        if (schemaVersion < 1 || schemaVersion > SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "schemaVersion: " + schemaVersion + " (expected: " + SCHEMA_VERSION + ")");
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
            return erased(personId, version);
        }
        long validUntil = node.has("validUntil")
                ? Instant.parse(text(node, "validUntil")).toEpochMilli()
                : FacebankRecord.NO_EXPIRY;
        SealedText details = new SealedText(base64(node, "details"));
        return new PersonRow(personId, "", node.path("ignored").asBoolean(), validUntil, version, false, details);
    }

    static PersonRow erased(String personId, long version) {
        return new PersonRow(personId, "", false, FacebankRecord.NO_EXPIRY, version, true, new SealedText(new byte[0]));
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
                    "action: not known (expected: publish, remove, rename, rollback, erase, ignore or settings)");
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

    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + ": missing (expected: some text)");
        }
        return value.textValue();
    }

    static byte[] base64(JsonNode node, String name) {
        try {
            return Base64.getDecoder().decode(text(node, name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": missing or not base64 (expected: base64)");
        }
    }

    static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of values can always be written", e);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode tree(String json) throws IOException {
        return JSON.readTree(json);
    }
}
