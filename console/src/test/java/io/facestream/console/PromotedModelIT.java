package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.cluster.KafkaBroker;
import io.facestream.facebank.crypt.MasterKey;
import io.facestream.facebank.topic.TopicFacebank;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.RehearsalModel;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another model is put in force under a console that runs. The new one gives the same scores in another order of values: whoever held its
 * vectors against the old one's templates would find that nobody is alike.
 */
@Timeout(120)
class PromotedModelIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ModelCard OLD = ModelStore.defaultPack().embedding().card();

    @TempDir
    private Path folder;

    private final List<CommandInThread> consoles = new ArrayList<>();
    private KafkaBroker broker;
    private ModelCard promoted;
    private String newModel;

    @BeforeEach
    void start() throws Exception {
        Path copy = RehearsalModel.write(ModelStore.defaultPack().embedding(), folder.resolve("new"));
        newModel = copy.toString();
        promoted = ModelPack.load(copy).embedding().card();
        Path franck = Files.createDirectories(folder.resolve("people/franck"));
        Files.copy(RunInBrowser.MEDIA.resolve("franck_01829.jpg"), franck.resolve("one.jpg"));
        broker = KafkaBroker.start(folder.resolve("broker"), 0);
        Files.writeString(folder.resolve("kafka.properties"), "bootstrap.servers=" + broker.servers() + "\n");
    }

    @AfterEach
    void end() throws Exception {
        for (CommandInThread console : consoles) {
            console.close();
        }
        broker.close();
    }

    @Test
    void onATopicWhoComesGetsATemplateOfTheModelInForceAfterAPromotionAndAfterARollback() throws Exception {
        MasterKey.create(folder.resolve("facebank.key"));
        facebank("publish", people(), "--to", "kafka://facebank");
        CommandInThread console = console("kafka://facebank", "--shadow-model", newModel);
        CommandInThread withoutIt = console("kafka://facebank");
        JsonNode pair = pair(console);
        double score = isOf(OLD, compare(console, pair)).get("score").asDouble();
        String before = isOf(OLD, roster(console)).get("version").asText();

        facebank("promote", "--model", newModel, "--pictures", people(), "--facebank", "kafka://facebank");

        refusedWithTheNamesOfBoth(withoutIt, "kafka://");
        JsonNode twin = enrol(console, "Twin", "franck_02045.jpg");
        assertThat(twin.get("taken").asInt()).as(twin.toString()).isEqualTo(1);
        assertThat(twin.get("warnings").toString())
                .as("held against the template of the same model")
                .contains("one person twice");
        TopicFacebank there = there();
        assertThat(there.facebank().records())
                .hasSize(2)
                .allMatch(record -> record.modelId().equals(promoted.sha256()));
        assertThat(there.beside())
                .as("templates for the way back, of the newcomer as well")
                .isEqualTo(Map.of(OLD.sha256(), 2));
        JsonNode same = await().atMost(PATIENCE)
                .until(
                        () -> compare(console, pair),
                        at -> at.get("modelId").asText().equals(promoted.sha256()));
        assertThat(same.get("score").asDouble()).isBetween(score - 1e-3, score + 1e-3);
        isOf(promoted, console.client().get("api/threshold"));

        assertThat(console.client()
                        .send("POST", "api/people/versions/" + before + "/rollback", BodyPublishers.noBody(), "")
                        .statusCode())
                .isEqualTo(200);
        BodyPublisher again =
                new Form().file("again.jpg", media("franck_02045.jpg")).publisher();
        String path = "api/people/" + twin.get("personId").asText() + "/pictures";
        assertThat(ConsoleClient.json(console.client().send("POST", path, again, Form.TYPE))
                        .get("taken")
                        .asInt())
                .as("of somebody who went with the promotion")
                .isEqualTo(1);
        assertThat(isOf(OLD, roster(console)).get("people").findValuesAsText("templates"))
                .as("templates of the model in force")
                .containsExactly("1", "1");
    }

    @Test
    void inAFolderPicturesAreJudgedByTheModelInForce() throws Exception {
        CommandInThread console = console(people(), "--shadow-model", newModel);
        CommandInThread withoutIt = console(people());
        isOf(OLD, roster(console));

        facebank("promote", "--model", newModel, "--facebank", people());

        isOf(promoted, roster(console));
        JsonNode twin = enrol(console, "Twin", "franck_02045.jpg");
        assertThat(twin.get("warnings").toString()).contains("one person twice");
        await().atMost(PATIENCE)
                .until(() -> console.client()
                        .get("api/threshold")
                        .path("modelId")
                        .asText()
                        .equals(promoted.sha256()));
        assertThat(console.client().get("api/threshold").at("/facebank/people").asInt())
                .isEqualTo(2);
        refusedWithTheNamesOfBoth(withoutIt, people());
        theRestGoesOn(withoutIt);
        Path settings = folder.resolve("people/settings.json");
        Files.writeString(settings, "{\"model\": 1");
        assertThat(isOf(promoted, roster(console)).get("notes").toString())
                .contains("settings.json", "the settings before still hold");

        Files.delete(settings);
        assertThat(enrol(console, "Audrey", "audrey.jpg").get("taken").asInt()).isEqualTo(1);
        isOf(OLD, roster(console));
    }

    /** The console that has not got the new model: people can be seen, and nobody is enrolled with the wrong one. */
    private void refusedWithTheNamesOfBoth(CommandInThread console, String place) throws Exception {
        HttpResponse<String> refused =
                console.client().send("POST", "api/people", form("Late", "audrey.jpg"), Form.TYPE);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(refused.body()).get("error").asText())
                .startsWith("model: fr_feature with SHA-256 " + OLD.sha256().substring(0, 12))
                .contains("with SHA-256 " + promoted.sha256().substring(0, 12) + "..., which is in force in " + place)
                .contains("start with --shadow-model");
        JsonNode roster = roster(console);
        assertThat(roster.at("/model/problem").asText()).startsWith("model: fr_feature");
        assertThat(roster.get("people")).isNotEmpty();
    }

    private void theRestGoesOn(CommandInThread console) throws Exception {
        assertThat(console.client()
                        .send("PATCH", "api/people/franck", BodyPublishers.ofString("{\"name\": \"Frank\"}"), "")
                        .statusCode())
                .isEqualTo(200);
        JsonNode compared = compare(console, pair(console));
        assertThat(isOf(OLD, compared).get("problem").asText()).startsWith("model: fr_feature");
        assertThat(compared.get("same").asBoolean()).isTrue();
        assertThat(console.client().get("api/threshold").get("problem").asText())
                .startsWith("model: fr_feature");
    }

    private static JsonNode isOf(ModelCard model, JsonNode answer) {
        JsonNode told = answer.has("model") ? answer.get("model") : answer;
        assertThat(told.path("modelName").asText()).isEqualTo(model.id());
        assertThat(told.path("modelId").asText()).isEqualTo(model.sha256());
        return answer;
    }

    private TopicFacebank there() {
        return TopicFacebank.read(
                "facebank",
                Map.of("bootstrap.servers", broker.servers()),
                MasterKey.require(folder.resolve("facebank.key")));
    }

    private String people() {
        return folder.resolve("people").toString();
    }

    private void facebank(String... words) {
        List<String> all = new ArrayList<>(List.of("facebank"));
        all.addAll(List.of(words));
        if (String.join(" ", words).contains("kafka://")) {
            all.addAll(List.of("--kafka", folder.resolve("kafka.properties").toString()));
            all.addAll(List.of("--facebank-key", folder.resolve("facebank.key").toString()));
        }
        CommandInThread.done(all.toArray(String[]::new));
    }

    private CommandInThread console(String facebank, String... flags) {
        List<String> words = new ArrayList<>(List.of("console", "--port", "0", "--rest", "none"));
        words.addAll(List.of("--kafka", broker.servers(), "--facebank", facebank));
        words.addAll(List.of("--facebank-key", folder.resolve("facebank.key").toString()));
        words.addAll(List.of(flags));
        CommandInThread console = new CommandInThread(words.toArray(String[]::new));
        consoles.add(console);
        return console;
    }

    private JsonNode enrol(CommandInThread console, String name, String still) throws Exception {
        return ConsoleClient.json(console.client().send("POST", "api/people", form(name, still), Form.TYPE));
    }

    private static BodyPublisher form(String name, String still) throws IOException {
        return new Form().field("name", name).file(still, media(still)).publisher();
    }

    private static byte[] media(String still) throws IOException {
        return Files.readAllBytes(RunInBrowser.MEDIA.resolve(still));
    }

    /** Two pictures of one man, to be compared. */
    private JsonNode pair(CommandInThread console) throws Exception {
        List<String> sides = new ArrayList<>();
        for (String still : List.of("franck_01829.jpg", "franck_04117.jpg")) {
            JsonNode held = ConsoleClient.json(
                    console.client().send("POST", "api/verify/pictures", BodyPublishers.ofByteArray(media(still)), ""));
            sides.add("{\"picture\": " + held.get("picture") + ", \"face\": 0}");
        }
        return JSON.readTree("{\"left\": " + sides.get(0) + ", \"right\": " + sides.get(1) + "}");
    }

    private JsonNode compare(CommandInThread console, JsonNode pair) throws Exception {
        return ConsoleClient.json(
                console.client().send("POST", "api/verify", BodyPublishers.ofString(pair.toString()), ""));
    }

    private JsonNode roster(CommandInThread console) throws Exception {
        return console.client().get("api/people");
    }
}
