package io.facestream.facebank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.crypt.SealedTemplate;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The lines of a facebank file. */
final class FacebankJson {
    static final String START = "{\"format\":\"facestream-facebank\",";

    /** Templates in the clear. */
    private static final int CLEAR = 1;

    /** Templates sealed by a facebank key. */
    private static final int SEALED = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private FacebankJson() {}

    /** @param keyMark of the key that sealed the templates; empty where they are in the clear */
    record Header(
            long number,
            String modelId,
            String modelName,
            int dimension,
            int records,
            String recordsSha256,
            byte[] keyMark) {
        boolean sealed() {
            return keyMark.length > 0;
        }
    }

    static byte[] line(Facebank facebank, String recordsSha256, @Nullable MasterKey key) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", "facestream-facebank");
        node.put("formatVersion", key == null ? CLEAR : SEALED);
        node.put("number", facebank.number());
        node.put("version", facebank.version());
        node.put("modelId", facebank.modelId());
        node.put("modelName", facebank.modelName());
        node.put("dimension", facebank.isEmpty() ? 0 : facebank.records().get(0).template().length);
        node.put("people", facebank.people());
        node.put("records", facebank.records().size());
        node.put("recordsSha256", recordsSha256);
        if (key != null) {
            node.put("encryption", "AES256_GCM");
            node.put("keyMark", key.mark());
        }
        return line(node);
    }

    static byte[] line(FacebankRecord record, @Nullable MasterKey key) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("templateId", record.templateId());
        node.put("personId", record.personId());
        node.put("displayName", record.displayName());
        node.put("template", key == null ? base64(record.template()) : sealed(record, key));
        node.put("norm", record.norm());
        node.put("picture", record.picture());
        node.put("pictureSha256", record.pictureSha256());
        node.set("quality", JSON.valueToTree(record.quality()));
        node.put("purpose", record.purpose());
        node.put("consent", record.consent());
        if (record.validUntilMillis() != FacebankRecord.NO_EXPIRY) {
            node.put(
                    "validUntil",
                    Instant.ofEpochMilli(record.validUntilMillis()).toString());
        }
        node.put("minor", record.minor());
        node.put("guardianConsent", record.guardianConsent());
        if (record.ignored()) {
            node.put("ignored", true);
        }
        return line(node);
    }

    static Header header(byte[] line, Path file) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (IOException e) {
            node = JSON.missingNode();
        }
        if (!"facestream-facebank".equals(node.path("format").asText())) {
            throw new FacebankException(
                    "facebank: " + file + " (expected: a folder PERSON/*.jpg|png|webp or a facebank file)");
        }
        int formatVersion = node.path("formatVersion").asInt();
        if (formatVersion != CLEAR && formatVersion != SEALED) {
            throw new FacebankException("formatVersion of facebank " + file + ": " + formatVersion + " (expected: "
                    + CLEAR + " or " + SEALED + ")");
        }
        return new Header(
                node.path("number").asLong(),
                node.path("modelId").asText(),
                node.path("modelName").asText(),
                node.path("dimension").asInt(),
                node.path("records").asInt(),
                node.path("recordsSha256").asText(),
                formatVersion == SEALED ? mark(node, file) : new byte[0]);
    }

    private static byte[] mark(JsonNode node, Path file) {
        try {
            byte[] mark = Base64.getDecoder().decode(node.path("keyMark").asText());
            if (mark.length > 0) {
                return mark;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new FacebankException(
                "keyMark of facebank " + file + ": missing or not base64 (expected: as it was written)");
    }

    /** @param key opens the templates of a sealed file; it is not asked for one in the clear */
    static FacebankRecord record(byte[] line, Header header, @Nullable MasterKey key, Path file, int number) {
        try {
            return record(JSON.readTree(line), header, key);
        } catch (IOException | RuntimeException e) {
            // The parser's message quotes its input, which holds the template: it goes no further than this.
            boolean telling = e instanceof IllegalArgumentException || e instanceof FacebankException;
            String why = telling ? ": " + e.getMessage() : "";
            throw new FacebankException(
                    "facebank: " + file + " line " + number + why + " (expected: a complete record)");
        }
    }

    private static FacebankRecord record(JsonNode node, Header header, @Nullable MasterKey key) throws IOException {
        float[] template = template(node, header, key);
        if (template.length != header.dimension()) {
            throw new IllegalArgumentException(
                    "template: " + template.length + " values (expected: " + header.dimension() + ")");
        }
        long validUntil = node.has("validUntil")
                ? Instant.parse(text(node, "validUntil")).toEpochMilli()
                : FacebankRecord.NO_EXPIRY;
        return new FacebankRecord(
                text(node, "templateId"),
                text(node, "personId"),
                text(node, "displayName"),
                header.modelId(),
                template,
                (float) node.path("norm").asDouble(),
                text(node, "picture"),
                text(node, "pictureSha256"),
                JSON.treeToValue(node.path("quality"), FaceQuality.class),
                text(node, "purpose"),
                text(node, "consent"),
                validUntil,
                node.path("minor").asBoolean(),
                node.path("guardianConsent").asBoolean(),
                node.path("ignored").asBoolean());
    }

    private static float[] template(JsonNode node, Header header, @Nullable MasterKey key) {
        byte[] bytes = bytes(text(node, "template"));
        if (!header.sealed()) {
            return floats(bytes);
        }
        MasterKey opening = java.util.Objects.requireNonNull(key, "key");
        return new SealedTemplate(bytes).open(opening, text(node, "templateId"), header.modelId());
    }

    private static String sealed(FacebankRecord record, MasterKey key) {
        SealedTemplate sealed = SealedTemplate.seal(record.template(), key, record.templateId(), record.modelId());
        return Base64.getEncoder().encodeToString(sealed.ciphertext());
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + ": missing (expected: some text)");
        }
        return value.textValue();
    }

    static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("template: not base64 (expected: base64 of 32-bit floats)");
        }
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static byte[] line(ObjectNode node) throws IOException {
        byte[] json = JSON.writeValueAsBytes(node);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
