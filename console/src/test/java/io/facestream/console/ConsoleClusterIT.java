package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cluster.KafkaBroker;
import io.facestream.console.ConsoleClient.LiveFrame;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code console} on topics that a gateway and a job write: it knows nothing of the job but those. */
@Timeout(150)
class ConsoleClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<CommandInThread> commands = new ArrayList<>();
    private KafkaBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        Path person = Files.createDirectories(folder.resolve("people/franck"));
        for (String still : List.of("franck_01829.jpg", "franck_02159.jpg")) {
            Files.copy(RunInBrowser.MEDIA.resolve(still), person.resolve(still));
        }
        broker = KafkaBroker.start(folder.resolve("broker"), 0);
        Files.writeString(folder.resolve("client.properties"), "bootstrap.servers=" + broker.servers() + "\n");
        Files.writeString(folder.resolve("job.yaml"), "checkpoint-interval: 1s\n");
        CommandInThread.done("topics", "create", "--partitions", "2", "--kafka", clientFile());
    }

    @AfterEach
    void end() throws Exception {
        for (int i = commands.size() - 1; i >= 0; i--) {
            commands.get(i).close();
        }
        broker.close();
    }

    @Test
    void aJobIsShownByItsTopicsAloneAndABrokerThatGoesAwayIsToldAndWaitedFor() throws Exception {
        CommandInThread console = console("--facebank", folder.resolve("people").toString());
        CommandInThread gateway = start(
                "gateway",
                "--source",
                "desk=" + RunInBrowser.MEDIA.resolve("franck.mp4"),
                "--realtime",
                "--frames",
                "kafka://frames",
                "--kafka",
                clientFile(),
                "--max-height",
                "240");
        CommandInThread job = start(
                "run",
                "--source",
                "kafka://frames",
                "--facebank",
                folder.resolve("people").toString(),
                "--events",
                "kafka://identity-events",
                "--kafka",
                clientFile(),
                "--config",
                folder.resolve("job.yaml").toString());

        aFrameComesWithItsBoxes(console);
        aVisitIsToldAtOnceAndThenAsCommitted(console);
        aMatchIsReviewedHereAndElsewhereAndTheLogHolds(console);
        healthTellsTheTopicsAndInventsNothingOfTheJob(console);
        withoutATopicOfFramesItSaysWhyThereAreNoPictures();

        job.close();
        gateway.close();
        theBrokerGoesAndComesBack(console);
    }

    private void aFrameComesWithItsBoxes(CommandInThread console) throws Exception {
        JsonNode camera = camera(console, desk -> desk.get("frames").asInt() > 0);
        assertThat(camera.get("state").asText()).isEqualTo("up");
        assertThat(camera.get("noPicture").asText()).isEmpty();

        LiveFrame frame = console.client().live("desk", "\"IDENTIFIED\"");
        JsonNode header = frame.header();
        assertThat(header.get("faces").get(0).get("personId").asText()).isEqualTo("franck");
        assertThat(header.get("frameHeight").asInt()).isEqualTo(240);
        assertThat(frame.jpeg()).startsWith(0xff, 0xd8, 0xff);
    }

    private void aVisitIsToldAtOnceAndThenAsCommitted(CommandInThread console) throws Exception {
        await().atMost(PATIENCE).until(() -> {
            JsonNode visits = console.client().get("/api/visits?person=franck");
            return visits.size() == 1
                    && visits.get(0).get("events").findValuesAsText("type").contains("IDENTIFIED")
                    && visits.get(0).get("committed").asBoolean();
        });
    }

    private void aMatchIsReviewedHereAndElsewhereAndTheLogHolds(CommandInThread console) throws Exception {
        JsonNode visit = console.client().get("/api/visits?person=franck").get(0);
        String event = ConsoleClient.identification(visit);
        String place = "/api/events/" + event + "/reviews";
        await().atMost(PATIENCE)
                .until(() -> console.client().get(place).get("logged").asBoolean());
        ConsoleClient.json(
                console.client().send("POST", place, BodyPublishers.ofString("{\"verdict\": \"right\"}"), ""));
        String log = "kafka://" + broker.servers() + "/use-log";
        CommandInThread.done("use-log", "confirm", event, log, "--by", "Ann", "--verdict", "wrong");

        JsonNode both = await().atMost(PATIENCE)
                .until(() -> console.client().get(place).get("reviews"), reviews -> reviews.size() == 2);
        assertThat(both.findValuesAsText("by")).containsExactly("admin", "Ann");
        assertThat(both.findValuesAsText("verdict")).containsExactly("right", "wrong");
        CommandInThread.done("use-log", "verify", log);
    }

    private void healthTellsTheTopicsAndInventsNothingOfTheJob(CommandInThread console) throws Exception {
        JsonNode health = console.client().get("/api/health");
        assertThat(health.get("job").get("state").asText()).isEqualTo("NOT_ASKED");
        assertThat(health.get("parallelism").isNull()).isTrue();
        assertThat(health.get("topics").findValuesAsText("state")).hasSize(4).containsOnly("READING");
        assertThat(health.get("topics").findValuesAsText("role"))
                .containsExactly("ANNOTATIONS", "EVENTS", "FRAMES", "SIGHTINGS");
        String metrics = console.client()
                .send("GET", "/metrics", BodyPublishers.noBody(), "")
                .body();
        assertThat(metrics)
                .contains("facestream_topic_reachable{topic=\"frames\"} 1", "framesWithFaces")
                .doesNotContain("facestream_job_running", "facestream_checkpoints_total");
    }

    private void withoutATopicOfFramesItSaysWhyThereAreNoPictures() throws Exception {
        CommandInThread console = console("--frames", "none", "--use-log", "none");
        assertThat(console.client().get("/api/use-log").get("state").asText()).isEqualTo("NONE");
        JsonNode camera = camera(console, desk -> true);
        assertThat(camera.get("noPicture").asText())
                .isEqualTo("this console reads no topic of frames (--frames TOPIC)");

        LiveFrame frame = console.client().live("desk", "\"trackId\"");
        assertThat(frame.header().get("frameWidth").asInt()).isPositive();
        assertThat(frame.jpeg()).as("a picture").isEmpty();
        assertThat(console.client().get("/api/people").get("kind").asText()).isEqualTo("none");
    }

    private void theBrokerGoesAndComesBack(CommandInThread console) throws Exception {
        int port = Integer.parseInt(broker.servers().replaceAll(".*:", ""));
        broker.close();
        JsonNode camera = camera(console, desk -> desk.get("state").asText().equals("unknown"));
        assertThat(camera.get("reason").asText()).isEqualTo("kafka 127.0.0.1:" + port + ": no answer");
        assertThat(console.client().get("/api/visits?person=franck"))
                .as("what was known")
                .hasSize(1);

        broker = KafkaBroker.start(folder.resolve("broker"), port);
        camera(console, desk -> !desk.get("state").asText().equals("unknown"));
        CommandInThread.done(
                "gateway",
                "--source",
                "yard=" + RunInBrowser.MEDIA.resolve("franck.mp4"),
                "--duration",
                "1s",
                "--frames",
                "kafka://frames",
                "--kafka",
                clientFile());
        await().atMost(PATIENCE)
                .until(() -> console.client()
                        .get("/api/cameras")
                        .findValuesAsText("cameraId")
                        .contains("yard"));
    }

    private CommandInThread console(String... flags) throws Exception {
        List<String> words = new ArrayList<>(List.of("console", "--port", "0", "--rest", "none"));
        words.addAll(List.of("--kafka", broker.servers()));
        words.addAll(List.of(flags));
        return start(words.toArray(String[]::new));
    }

    private CommandInThread start(String... words) {
        CommandInThread command = new CommandInThread(words);
        commands.add(command);
        return command;
    }

    private String clientFile() {
        return folder.resolve("client.properties").toString();
    }

    /** The camera, once it is as it should be. */
    private JsonNode camera(CommandInThread console, Predicate<JsonNode> wanted) {
        return await().atMost(PATIENCE)
                .until(() -> console.client().get("/api/cameras"), all -> all.size() > 0 && wanted.test(all.get(0)))
                .get(0);
    }
}
