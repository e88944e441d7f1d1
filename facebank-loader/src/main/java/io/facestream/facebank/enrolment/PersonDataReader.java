package io.facestream.facebank.enrolment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.facestream.facebank.FacebankRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Set;

/** Reads {@code person.json} or {@code person.yaml}. A word it does not know is an error: it might have been {@code minor}. */
final class PersonDataReader {
    private static final int MOST_BYTES = 1 << 16;
    private static final int LONGEST_TEXT = 1024;
    private static final Set<String> NAMES =
            Set.of("name", "purpose", "consent", "validUntil", "minor", "guardianConsent", "ignore");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private PersonDataReader() {}

    /** @throws IllegalArgumentException with one line that says what cannot be understood */
    static PersonData read(String personId, ScannedFile file) {
        JsonNode node = tree(file);
        if (!node.isObject()) {
            throw new IllegalArgumentException(file.name() + ": no fields (expected: some of " + sorted() + ")");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(file.name() + ": " + name + " (expected: some of " + sorted() + ")");
            }
        }
        boolean consentIsFlag = node.path("consent").isBoolean();
        return new PersonData(
                text(node, "name", personId),
                text(node, "purpose", ""),
                consentIsFlag ? (node.path("consent").asBoolean() ? "yes" : "") : text(node, "consent", ""),
                !consentIsFlag || node.path("consent").asBoolean(),
                validUntilMillis(node),
                flag(node, "minor"),
                flag(node, "guardianConsent"),
                flag(node, "ignore"));
    }

    private static JsonNode tree(ScannedFile file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file.path())) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException(file.name() + ": " + e + " (expected: a readable file)");
        }
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    file.name() + ": more than " + MOST_BYTES + " bytes (expected: at most that)");
        }
        ObjectMapper mapper = file.name().toLowerCase(java.util.Locale.ROOT).endsWith(".json") ? JSON : YAML;
        try {
            return mapper.readTree(bytes);
        } catch (IOException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(
                    file.name() + ": " + first + " (expected: JSON or YAML as its name says)");
        }
    }

    private static String text(JsonNode node, String name, String otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        String text = Normalizer.normalize(value.asText(), Normalizer.Form.NFC);
        boolean plain = text.codePoints().noneMatch(Character::isISOControl);
        if (!value.isValueNode() || !plain || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    name + ": not one line of text (expected: at most " + LONGEST_TEXT + " characters)");
        }
        return text;
    }

    private static boolean flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + ": " + value.asText() + " (expected: true or false)");
        }
        return value.booleanValue();
    }

    private static long validUntilMillis(JsonNode node) {
        String text = text(node, "validUntil", "");
        if (text.isEmpty()) {
            return FacebankRecord.NO_EXPIRY;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text).toEpochMilli()
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("validUntil: " + text
                    + " (expected: a date such as 2027-12-31, or an instant such as 2027-12-31T12:00:00Z)");
        }
    }

    private static String sorted() {
        return String.join(", ", new java.util.TreeSet<>(NAMES));
    }
}
