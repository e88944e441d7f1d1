package io.facestream.facebank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** The lines of a facebank file. */
final class FacebankJson {
    static final String START = "{\"format\":\"facestream-facebank\",";

    private static final int FORMAT_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private FacebankJson() {}

    record Header(long number, String modelId, String modelName, int dimension, int records, String recordsSha256) {}

    static byte[] line(Facebank facebank, String recordsSha256) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", "facestream-facebank");
        node.put("formatVersion", FORMAT_VERSION);
        node.put("number", facebank.number());
        node.put("version", facebank.version());
        node.put("modelId", facebank.modelId());
        node.put("modelName", facebank.modelName());
        node.put("dimension", facebank.isEmpty() ? 0 : facebank.records().get(0).template().length);
        node.put("people", facebank.people());
        node.put("records", facebank.records().size());
        node.put("recordsSha256", recordsSha256);
        return line(node);
    }

    static byte[] line(FacebankRecord record) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("templateId", record.templateId());
        node.put("personId", record.personId());
        node.put("displayName", record.displayName());
        node.put("template", base64(record.template()));
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
        if (formatVersion != FORMAT_VERSION) {
            throw new FacebankException(
                    "formatVersion of facebank " + file + ": " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        return new Header(
                node.path("number").asLong(),
                node.path("modelId").asText(),
                node.path("modelName").asText(),
                node.path("dimension").asInt(),
                node.path("records").asInt(),
                node.path("recordsSha256").asText());
    }

    static FacebankRecord record(byte[] line, Header header, Path file, int number) {
        try {
            return record(JSON.readTree(line), header);
        } catch (IOException | RuntimeException e) {
            // The parser's message quotes its input, which holds the template: it goes no further than this.
            String why = e instanceof IllegalArgumentException ? ": " + e.getMessage() : "";
            throw new FacebankException(
                    "facebank: " + file + " line " + number + why + " (expected: a complete record)");
        }
    }

    private static FacebankRecord record(JsonNode node, Header header) throws IOException {
        float[] template = floats(text(node, "template"));
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

    static float[] floats(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("template: not base64 (expected: base64 of 32-bit floats)");
        }
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
