package io.facestream.job.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.job.identify.Outcome;
import io.facestream.job.observe.Liveness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what the published schemas say, and what was written before still is. */
class EventSchemaTest {
    @ParameterizedTest
    @EnumSource(EventType.class)
    void anEventOfEachTypeIsAsTheSchemaSays(EventType type) throws IOException {
        assertThat(Schemas.problems(Schemas.published("identity-event"), EventSamples.line(type)))
                .isEmpty();
    }

    /** golden-events.jsonl: one line a type, written by version 1 from the samples. */
    @ParameterizedTest
    @MethodSource("goldenLines")
    void aGoldenEventIsStillValidAndStillWrittenSo(String golden) throws IOException {
        assertThat(Schemas.problems(Schemas.published("identity-event"), golden))
                .isEmpty();
        JsonNode then = Schemas.JSON.readTree(golden);
        JsonNode now = Schemas.JSON.readTree(
                EventSamples.line(EventType.valueOf(then.get("type").asText())));
        then.fields()
                .forEachRemaining(field ->
                        assertThat(now.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
    }

    @Test
    void livenessIsSaidWhereItWasScoredAndNowhereElse() throws IOException {
        IdentityEventBuilder event = EventSamples.builder(EventType.LEFT);
        String without = EventSamples.write(event.build());
        String live = EventSamples.write(
                event.liveness(new Liveness(0.87654f, 4, false)).build());
        String suspected =
                EventSamples.write(event.liveness(new Liveness(0.04f, 3, true)).build());

        assertThat(without).doesNotContain("liveness", "suspicions");
        assertThat(live).contains("\"livenessScore\":0.8765,\"livenessShots\":4,\"suspicions\":[],");
        assertThat(suspected).contains("\"livenessScore\":0.04,\"livenessShots\":3,\"suspicions\":[\"SPOOF\"],");
        for (String line : List.of(live, suspected)) {
            assertThat(Schemas.problems(Schemas.published("identity-event"), line))
                    .isEmpty();
        }
        assertThat(Schemas.problems(Schemas.published("identity-event"), live.replace("[]", "[7]")))
                .isNotEmpty();
    }

    @Test
    void everyTypeHasAGoldenEvent() throws IOException {
        assertThat(goldenLines().map(EventSchemaTest::type))
                .containsAll(Arrays.stream(EventType.values()).map(Enum::name).toList());
    }

    @Test
    void theSchemaListsTheTypesThereAre() throws IOException {
        JsonNode known = Schemas.published("identity-event")
                .get("properties")
                .get("type")
                .get("x-known-values");
        assertThat(Schemas.JSON.convertValue(known, String[].class))
                .containsExactly(
                        Arrays.stream(EventType.values()).map(Enum::name).toArray(String[]::new));
        JsonNode outcomes = Schemas.published("annotation")
                .at("/properties/faces/items/properties/outcome")
                .get("x-known-values");
        assertThat(Schemas.JSON.convertValue(outcomes, String[].class))
                .containsExactly(Arrays.stream(Outcome.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void journeysDeadLettersAndAnnotationsAreAsTheirSchemasSay() throws IOException {
        for (String journey : EventSamples.journeys()) {
            assertThat(Schemas.problems(Schemas.published("journey"), journey)).isEmpty();
        }
        assertThat(Schemas.problems(Schemas.published("dead-letter"), EventSamples.deadLetter()))
                .isEmpty();
        assertThat(Schemas.problems(
                        Schemas.published("annotation"), Schemas.JSON.writeValueAsString(EventSamples.annotation())))
                .isEmpty();
    }

    @Test
    void aWrongEventIsRefusedByTheSchema() throws IOException {
        JsonNode schema = Schemas.published("identity-event");
        String good = EventSamples.line(EventType.LEFT);
        for (String bad : List.of(
                good.replace("\"personId\":\"p7\"", "\"personId\":7"),
                good.replace("2026-01-31T12:00:04.100Z", "yesterday"),
                good.replace("\"facesDetected\":24,", ""),
                good.replace("\"score\":0.6123", "\"score\":61.23"),
                good.replace("\"supersedes\"", "\"superseded\""))) {
            assertThat(bad).isNotEqualTo(good);
            assertThat(Schemas.problems(schema, bad)).as(bad).isNotEmpty();
        }
    }

    @Test
    void noEventHoldsAnEmbedding() {
        assertThat(Arrays.stream(IdentityEvent.class.getRecordComponents())
                        .filter(component -> component.getType().isArray()))
                .isEmpty();
    }

    static Stream<String> goldenLines() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(EventSchemaTest.class.getResourceAsStream("v1/golden-events.jsonl")),
                StandardCharsets.UTF_8))) {
            return lines.lines().toList().stream();
        }
    }

    private static String type(String line) {
        try {
            return Schemas.JSON.readTree(line).get("type").asText();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
