package io.facestream.job.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.facestream.job.run.JobOptions;
import io.facestream.job.uselog.UseLogOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The AsyncAPI page holds together, and names the topics and schemas there are. */
class AsyncApiTest {
    private static JsonNode page;

    @BeforeAll
    static void read() throws Exception {
        page = new YAMLMapper().readTree(Files.readString(Schemas.DOCS.resolve("asyncapi.yaml")));
    }

    @Test
    void itHasWhatVersionThreeAsksFor() {
        assertThat(page.get("asyncapi").asText()).startsWith("3.0.");
        assertThat(page.at("/info/title").asText()).isNotEmpty();
        assertThat(page.at("/info/version").asText()).isNotEmpty();
        page.get("servers").forEach(server -> {
            assertThat(server.get("host").asText()).isNotEmpty();
            assertThat(server.get("protocol").asText()).isEqualTo("kafka");
        });
        page.get("channels").forEach(channel -> {
            assertThat(channel.get("address").asText()).isNotEmpty();
            assertThat(channel.get("messages")).isNotEmpty();
        });
        page.get("operations").forEach(operation -> {
            assertThat(operation.get("action").asText()).isIn("send", "receive");
            assertThat(operation.at("/channel/$ref").asText()).startsWith("#/channels/");
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        page.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        assertThat(references).hasSizeGreaterThan(15);
        for (String reference : references) {
            if (reference.startsWith("#")) {
                assertThat(page.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(Schemas.DOCS.resolve(reference)).exists();
            }
        }
    }

    @Test
    void everyMessageIsUsedAndEverySchemaIsShown() {
        List<String> references =
                page.findValues("$ref").stream().map(JsonNode::asText).toList();
        page.at("/components/messages")
                .fieldNames()
                .forEachRemaining(name -> assertThat(references).contains("#/components/messages/" + name));
        assertThat(references)
                .containsAll(Schemas.NAMES.stream()
                        .map(name -> "schema/" + name + ".schema.json")
                        .toList());
    }

    @Test
    void theTopicsAreThoseOfTheDefaults() {
        Map<String, String> addresses = new TreeMap<>();
        page.get("channels")
                .fields()
                .forEachRemaining(channel -> addresses.put(
                        channel.getKey(), channel.getValue().get("address").asText()));
        assertThat(addresses)
                .containsEntry("identitySightings", JobOptions.SIGHTINGS.defaultValue())
                .containsEntry("annotations", JobOptions.ANNOTATIONS_TOPIC.defaultValue())
                .containsEntry("deadLetters", JobOptions.DEAD_LETTERS.defaultValue())
                .containsEntry("journeys", JobOptions.JOURNEYS.defaultValue())
                .containsEntry("useLog", UseLogOptions.TOPIC)
                .containsEntry("identityShadow", JobOptions.SHADOW_TOPIC.defaultValue());
    }

    @Test
    void theFileIsWhereThePageOfEventsSays() throws Exception {
        Path events = Schemas.DOCS.resolve("events.md");
        assertThat(Files.readString(events)).contains("(asyncapi.yaml)", "(schema/identity-event.schema.json)");
    }
}
