package io.facestream.job.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The published schemas, and those of version 1 as they were when it was published. */
public final class Schemas {
    static final List<String> NAMES =
            List.of("identity-event", "journey", "dead-letter", "annotation", "use-log", "identity-shadow");
    static final Path DOCS = Path.of(System.getProperty("facestream.root", ".."), "docs");
    static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    public static JsonNode published(String name) throws IOException {
        return JSON.readTree(Files.readString(DOCS.resolve("schema").resolve(name + ".schema.json")));
    }

    static JsonNode versionOne(String name) throws IOException {
        try (InputStream golden = Schemas.class.getResourceAsStream("v1/" + name + ".schema.json")) {
            return JSON.readTree(golden);
        }
    }

    /** What is wrong with a line, and fields that the schema does not name. */
    public static Set<String> problems(JsonNode schema, String line) throws IOException {
        Set<String> problems = new TreeSet<>();
        for (ValidationMessage message : JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(
                        line,
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))) {
            problems.add(message.getMessage());
        }
        JSON.readTree(line).fieldNames().forEachRemaining(field -> {
            if (!schema.get("properties").has(field)) {
                problems.add(field + ": not in the schema");
            }
        });
        return problems;
    }
}
