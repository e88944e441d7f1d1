package io.facestream.job.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever reads version 1 can read what is written today. The schemas of version 1 lie beside this test and are never edited; a change that
 * fails here needs a new version and new topics.
 */
class SchemaCompatibilityTest {
    static Stream<String> names() {
        return Schemas.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSchemaHasEverythingThatVersionOneHas(String name) throws IOException {
        assertThat(SchemaCompatibility.problems(Schemas.versionOne(name), Schemas.published(name)))
                .isEmpty();
    }

    @Test
    void anAdditionIsCompatible() throws IOException {
        assertThat(problemsAfter(schema -> {
                    properties(schema).putObject("newField").put("type", "string");
                    ((ArrayNode) schema.get("required")).add("newField");
                    ((ArrayNode) properties(schema).get("type").get("x-known-values")).add("NEW_TYPE");
                }))
                .isEmpty();
    }

    @Test
    void aFieldThatIsGoneOrNoMoreAlwaysThereIsNot() throws IOException {
        assertThat(problemsAfter(schema -> properties(schema).remove("personId")))
                .containsExactly("/personId: gone");
        assertThat(problemsAfter(schema -> ((ArrayNode) schema.get("required")).remove(0)))
                .containsExactly(" required: schemaVersion gone");
    }

    @Test
    void anotherTypeIsNot() throws IOException {
        assertThat(problemsAfter(schema -> ((ObjectNode) properties(schema).get("cameraId")).put("type", "number")))
                .singleElement()
                .asString()
                .startsWith("/cameraId type: \"number\"");
        assertThat(problemsAfter(schema -> ((ObjectNode)
                                properties(schema).get("topK").get("items").get("properties"))
                        .remove("score")))
                .contains("/topK[]/score: gone");
        assertThat(problemsAfter(schema -> ((ArrayNode) schema.get("allOf")).remove(0)))
                .singleElement()
                .asString()
                .contains("LEFT");
    }

    private static java.util.List<String> problemsAfter(Consumer<ObjectNode> change) throws IOException {
        JsonNode published = Schemas.versionOne("identity-event");
        ObjectNode changed = published.deepCopy();
        change.accept(changed);
        return SchemaCompatibility.problems(published, changed);
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }
}
