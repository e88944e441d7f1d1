package io.facestream.facebank.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.FacebankRecord;
import io.facestream.facebank.crypt.SealedText;
import io.facestream.facebank.topic.FacebankRow.CommitRow;
import io.facestream.facebank.topic.FacebankRow.PersonRow;
import io.facestream.facebank.topic.FacebankRow.RemovalRow;
import io.facestream.facebank.topic.FacebankRow.SettingsRow;
import io.facestream.facebank.topic.FacebankRow.TemplateRow;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;

/** Rows as the records of a topic; {@link RowReader} is the way back. */
final class RowJson {
    static final int SCHEMA_VERSION = 1;
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

    static PersonRow erased(String personId, long version) {
        return new PersonRow(personId, "", false, FacebankRecord.NO_EXPIRY, version, true, new SealedText(new byte[0]));
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
