package io.facestream.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.cluster.KafkaBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code console} on topics that a gateway and a job write: it knows nothing of the job but those. */
@Timeout(150)
class ConsoleClusterIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
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

        ByteBuffer frame = ByteBuffer.wrap(live(console, "\"IDENTIFIED\""));
        JsonNode header = header(frame);
        assertThat(header.get("faces").get(0).get("personId").asText()).isEqualTo("franck");
        assertThat(header.get("frameHeight").asInt()).isEqualTo(240);
        byte[] jpeg = new byte[frame.remaining()];
        frame.get(jpeg);
        assertThat(jpeg).startsWith(0xff, 0xd8, 0xff);
    }

    private void aVisitIsToldAtOnceAndThenAsCommitted(CommandInThread console) throws Exception {
        await().atMost(PATIENCE).until(() -> {
            JsonNode visits = get(console, "/api/visits?person=franck");
            return visits.size() == 1
                    && visits.get(0).get("events").findValuesAsText("type").contains("IDENTIFIED")
                    && visits.get(0).get("committed").asBoolean();
        });
    }

    private void aMatchIsReviewedHereAndElsewhereAndTheLogHolds(CommandInThread console) throws Exception {
        JsonNode visit = get(console, "/api/visits?person=franck").get(0);
        String event = "";
        for (JsonNode said : visit.get("events")) {
            event = said.get("type").asText().equals("IDENTIFIED")
                    ? said.get("eventId").asText()
                    : event;
        }
        String place = "/api/events/" + event + "/reviews";
        await().atMost(PATIENCE).until(() -> get(console, place).get("logged").asBoolean());
        HttpResponse<String> given = client.send(
                request(console, place)
                        .POST(BodyPublishers.ofString("{\"verdict\": \"right\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        String log = "kafka://" + broker.servers() + "/use-log";
        CommandInThread.done("use-log", "confirm", event, log, "--by", "Ann", "--verdict", "wrong");

        JsonNode both = await().atMost(PATIENCE)
                .until(() -> get(console, place).get("reviews"), reviews -> reviews.size() == 2);
        assertThat(both.findValuesAsText("by")).containsExactly("admin", "Ann");
        assertThat(both.findValuesAsText("verdict")).containsExactly("right", "wrong");
        CommandInThread.done("use-log", "verify", log);
    }

    private void healthTellsTheTopicsAndInventsNothingOfTheJob(CommandInThread console) throws Exception {
        JsonNode health = get(console, "/api/health");
        assertThat(health.get("job").get("state").asText()).isEqualTo("NOT_ASKED");
        assertThat(health.get("parallelism").isNull()).isTrue();
        assertThat(health.get("topics").findValuesAsText("state")).hasSize(4).containsOnly("READING");
        assertThat(health.get("topics").findValuesAsText("role"))
                .containsExactly("ANNOTATIONS", "EVENTS", "FRAMES", "SIGHTINGS");
        String metrics = ask(console, "/metrics").body();
        assertThat(metrics)
                .contains("facestream_topic_reachable{topic=\"frames\"} 1", "framesWithFaces")
                .doesNotContain("facestream_job_running", "facestream_checkpoints_total");
    }

    private void withoutATopicOfFramesItSaysWhyThereAreNoPictures() throws Exception {
        CommandInThread console = console("--frames", "none", "--use-log", "none");
        assertThat(get(console, "/api/use-log").get("state").asText()).isEqualTo("NONE");
        JsonNode camera = camera(console, desk -> true);
        assertThat(camera.get("noPicture").asText())
                .isEqualTo("this console reads no topic of frames (--frames TOPIC)");

        ByteBuffer frame = ByteBuffer.wrap(live(console, "\"trackId\""));
        assertThat(header(frame).get("frameWidth").asInt()).isPositive();
        assertThat(frame.hasRemaining()).as("a picture").isFalse();
        assertThat(get(console, "/api/people").get("kind").asText()).isEqualTo("none");
    }

    private void theBrokerGoesAndComesBack(CommandInThread console) throws Exception {
        int port = Integer.parseInt(broker.servers().replaceAll(".*:", ""));
        broker.close();
        JsonNode camera = camera(console, desk -> desk.get("state").asText().equals("unknown"));
        assertThat(camera.get("reason").asText()).isEqualTo("kafka 127.0.0.1:" + port + ": no answer");
        assertThat(get(console, "/api/visits?person=franck"))
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
                .until(() -> get(console, "/api/cameras")
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
                .until(() -> get(console, "/api/cameras"), all -> all.size() > 0 && wanted.test(all.get(0)))
                .get(0);
    }

    /** The first message of the camera that holds a text. */
    private byte[] live(CommandInThread console, String text) throws Exception {
        CompletableFuture<byte[]> found = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + console.token())
                .buildAsync(
                        URI.create(console.address().replace("http:", "ws:") + "api/cameras/desk/live"),
                        new FirstWith(text, found, new ArrayList<>()))
                .get(20, TimeUnit.SECONDS);
        byte[] message = found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.abort();
        return message;
    }

    private static JsonNode header(ByteBuffer message) throws Exception {
        byte[] json = new byte[message.getInt()];
        message.get(json);
        return JSON.readTree(json);
    }

    private JsonNode get(CommandInThread console, String path) throws Exception {
        HttpResponse<String> response = ask(console, path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> ask(CommandInThread console, String path) throws Exception {
        return client.send(request(console, path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(CommandInThread console, String path) throws Exception {
        return HttpRequest.newBuilder(URI.create(console.address() + path.substring(1)))
                .header("Authorization", "Bearer " + console.token());
    }

    private record FirstWith(String text, CompletableFuture<byte[]> found, List<byte[]> parts)
            implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            parts.add(part);
            if (last) {
                ByteBuffer whole = ByteBuffer.allocate(
                        parts.stream().mapToInt(bytes -> bytes.length).sum());
                parts.forEach(whole::put);
                parts.clear();
                if (new String(whole.array(), ISO_8859_1).contains(text)) {
                    found.complete(whole.array());
                }
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
