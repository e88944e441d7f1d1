package io.facestream.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.facebank.crypt.MasterKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People enrolled through the API into the watched folder of a real run, which begins with nobody. */
@Timeout(180)
class PeopleApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static Path people;
    private static RunInBrowser run;

    @BeforeAll
    static void start() throws Exception {
        people = Files.createDirectories(folder.resolve("people"));
        Path key = folder.resolve("facebank.key");
        MasterKey.create(key);
        run = new RunInBrowser(
                folder,
                List.of(
                        "--crops",
                        folder.resolve("crops").toString(),
                        "--facebank-key",
                        key.toString(),
                        "--remember-unknown",
                        "1h",
                        "--strangers"));
    }

    @AfterAll
    static void end() throws Exception {
        run.close();
    }

    @AfterEach
    void eraseAll() throws Exception {
        for (JsonNode person : roster().get("people")) {
            run.client()
                    .send(
                            "DELETE",
                            "api/people/" + encoded(person.get("personId").asText()),
                            BodyPublishers.noBody(),
                            "");
        }
    }

    @Test
    void whoIsEnrolledFromAPictureIsThenRecognisedByTheRun() throws Exception {
        assertThat(roster().get("people")).isEmpty();

        JsonNode intake = enrol(new Form()
                .field("name", "Franck Müller")
                .file("../../etc/franck 😀.jpg", media("franck_01829.jpg"))
                .file("notes.jpg", "no picture".getBytes(UTF_8))
                .file("empty.jpg", new byte[0])
                .file("joke.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8)));

        assertThat(intake.get("personId").asText()).isEqualTo("franck-muller");
        assertThat(intake.findValuesAsText("file"))
                .containsExactly("../../etc/franck 😀.jpg", "notes.jpg", "empty.jpg", "joke.svg");
        assertThat(intake.findValuesAsText("verdict"))
                .containsExactly("TAKEN", "UNSUPPORTED", "DAMAGED", "UNSUPPORTED");
        try (Stream<Path> files = Files.walk(people)) {
            assertThat(files.map(file -> people.relativize(file).toString()))
                    .as("what lies on the disk")
                    .hasSize(4)
                    .allMatch(name -> name.matches("|franck-muller(/person\\.json|/[0-9a-f]{16}\\.jpg)?"));
        }
        JsonNode person = roster().get("people").get(0);
        assertThat(person.get("name").asText()).isEqualTo("Franck Müller");
        assertThat(person.at("/shots/0/quality/overall").asDouble()).isBetween(0.1, 1.0);
        assertThat(run.client()
                        .send(
                                "GET",
                                "api/people/franck-muller/pictures/"
                                        + person.at("/shots/0/shotId").asText(),
                                BodyPublishers.noBody(),
                                "")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("image/jpeg");
        await().atMost(PATIENCE)
                .until(() -> run.client().get("api/visits?person=franck-muller"), visits -> !visits.isEmpty());
    }

    @Test
    void anUnknownVisitBecomesAPersonFromItsFace() throws Exception {
        JsonNode unknown = await().atMost(PATIENCE)
                .until(
                        () -> run.client().get("api/unknowns"),
                        answer -> !answer.findValuesAsText("face").isEmpty()
                                && !answer.at("/unknowns/0/face").asText("").isEmpty())
                .at("/unknowns/0");
        assertThat(unknown.get("strangerId").asText()).isNotEmpty();
        String visit = "api/visits/" + encoded(unknown.get("face").asText());

        assertThat(run.client()
                        .send("GET", visit + "/face", BodyPublishers.noBody(), "")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("image/jpeg");
        JsonNode intake = ConsoleClient.json(
                run.client().send("POST", visit + "/enrol", BodyPublishers.ofString("{\"name\": \"Guest\"}"), ""));
        assertThat(intake.get("personId").asText()).as(intake.toString()).isEqualTo("guest");
        await().atMost(PATIENCE).until(() -> run.client().get("api/visits?person=guest"), visits -> !visits.isEmpty());
    }

    @Test
    void aPersonIsRenamedMergedAndErased() throws Exception {
        enrol(new Form().field("name", "One").file("a.jpg", media("franck_02045.jpg")));
        JsonNode second = enrol(new Form().field("name", "Two <script>").file("b.jpg", media("franck_02159.jpg")));
        assertThat(second.get("personId").asText()).isEqualTo("two-script");
        assertThat(second.get("warnings").toString())
                .as("one face under two names")
                .contains("and two-script/b.jpg: 0.9", "one person twice");

        assertThat(change("one", "{\"name\": \"Two <script>\"}").body()).contains("is there already");
        assertThat(change("one", "{\"name\": \"  \"}").body()).contains("name: empty");
        assertThat(change("one", "{\"name\": \"" + "x".repeat(300) + "\"}").body())
                .contains("name: 300 characters (expected: at most 200)");
        assertThat(change("one", "{\"name\": \"Uno\", \"ignored\": true}").statusCode())
                .isEqualTo(200);
        assertThat(run.client().get("api/people/names").get("one").asText()).isEqualTo("Uno");
        assertThat(Files.readString(people.resolve("one/person.json"))).contains("\"ignore\" : true");

        assertThat(run.client()
                        .send("POST", "api/people/two-script/merge", BodyPublishers.ofString("{\"into\": \"one\"}"), "")
                        .statusCode())
                .isEqualTo(200);
        JsonNode left = roster().get("people");
        assertThat(left).hasSize(1);
        assertThat(left.get(0).get("templates").asInt()).isEqualTo(2);
        assertThat(run.client()
                        .send("DELETE", "api/people/one", BodyPublishers.noBody(), "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(people).isEmptyDirectory();
    }

    @Test
    void picturesThatAreNoneAreRefusedWithTheirReasonsAndNobodyIsEnrolled() throws Exception {
        JsonNode intake = enrol(new Form().field("name", "Nobody").file("huge.png", pngOf(20_000, 10_000)));
        assertThat(intake.get("personId").isNull()).isTrue();
        assertThat(intake.at("/pictures/0/verdict").asText()).isEqualTo("TOO_LARGE");
        assertThat(intake.at("/pictures/0/detail").asText()).contains("20000 x 10000");

        Form many = new Form().field("name", "Crowd");
        for (int i = 0; i < 500; i++) {
            many.file(i + ".jpg", new byte[10]);
        }
        HttpResponse<String> crowd = run.client().send("POST", "api/people", many.publisher(), Form.TYPE);
        assertThat(crowd.statusCode()).isEqualTo(413);
        assertThat(crowd.body()).contains("files: 500 (expected: at most 100 at once)");

        assertThat(run.client()
                        .send(
                                "POST",
                                "api/people",
                                new Form().field("name", "A").publisher(),
                                Form.TYPE)
                        .body())
                .contains("pictures: none");
        assertThat(run.client()
                        .send("POST", "api/people", BodyPublishers.ofString("{}"), "application/json")
                        .statusCode())
                .isEqualTo(415);
        assertThat(run.client()
                        .send("DELETE", "api/people/..%2F..%2Fcrops", BodyPublishers.noBody(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(people).isEmptyDirectory();
    }

    /** A PNG that claims a size and has no pixels. */
    private static byte[] pngOf(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(57);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        chunk(png, "IHDR", header.array());
        return chunk(chunk(png, "IDAT", new byte[0]), "IEND", new byte[0]).array();
    }

    private static ByteBuffer chunk(ByteBuffer png, String type, byte[] data) {
        CRC32 check = new CRC32();
        check.update(type.getBytes(UTF_8));
        check.update(data);
        return png.putInt(data.length).put(type.getBytes(UTF_8)).put(data).putInt((int) check.getValue());
    }

    private static byte[] media(String name) throws IOException {
        return Files.readAllBytes(RunInBrowser.MEDIA.resolve(name));
    }

    private static JsonNode enrol(Form form) throws Exception {
        return ConsoleClient.json(run.client().send("POST", "api/people", form.publisher(), Form.TYPE));
    }

    private static HttpResponse<String> change(String person, String body) throws Exception {
        return run.client().send("PATCH", "api/people/" + person, BodyPublishers.ofString(body), "application/json");
    }

    private static JsonNode roster() throws Exception {
        return run.client().get("api/people");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8).replace("+", "%20");
    }
}
