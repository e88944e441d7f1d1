package io.facestream.console.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.console.http.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What is written about a person, {@code person.json}; everything that is not changed stays as it is. */
final class PersonFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "person.json";

    private PersonFile() {}

    /** @throws Refusal if it is written otherwise, or cannot be understood: it is not overwritten then */
    static ObjectNode read(Path home, String personId) throws IOException, Refusal {
        for (String other : List.of("person.yaml", "person.yml")) {
            if (Files.exists(home.resolve(other))) {
                throw new Refusal(409, personId + "/" + other + " is written by hand (expected: person.json)");
            }
        }
        Path file = home.resolve(NAME);
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw new Refusal(409, personId + "/" + NAME + " cannot be understood (expected: an object of JSON)");
    }

    static void write(Path home, ObjectNode data) throws IOException {
        Path unfinished = Files.createTempFile(home, ".person", ".tmp", PictureIntake.ownerOnly(home, "rw-------"));
        try {
            Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(data));
            Files.move(
                    unfinished,
                    home.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
