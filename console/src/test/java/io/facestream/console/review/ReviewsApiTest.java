package io.facestream.console.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.facestream.cli.console.Watched;
import io.facestream.console.SmallServer;
import io.facestream.console.SmallServer.Answer;
import io.facestream.console.http.Route;
import io.facestream.console.visit.VisitBook;
import io.facestream.console.visit.VisitsApi;
import io.facestream.job.facebank.FacebankInput;
import io.facestream.job.identify.IdentifyOptions;
import io.facestream.job.uselog.UseLog;
import io.facestream.vision.model.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may review what, of a log that a job has written. */
@Timeout(60)
class ReviewsApiTest {
    private static final String RIGHT = "{\"verdict\": \"right\"}";

    @TempDir
    private Path folder;

    private final VisitBook book = new VisitBook();
    private Path file;
    private SmallServer server;
    private ReviewsApi api;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("use-log.jsonl");
        event("seen", "APPEARED", "");
        event("match", "IDENTIFIED", "franck");
        event("later", "IDENTIFIED", "franck");
        event("other", "IDENTIFIED", "franck");
        event("nobody", "CHANGED", "");
        serve(new Watched.Uses(List.of(UseLog.of(file)), ""), Duration.ofSeconds(30));
    }

    @AfterEach
    void end() {
        server.close();
        api.close();
    }

    private void serve(Watched.Uses uses, Duration patience) throws Exception {
        Watched watched = new Watched(
                List.of(),
                FacebankInput.none(),
                IdentifyOptions.defaults(),
                Optional.empty(),
                Optional.empty(),
                Device.CPU,
                Optional.empty(),
                uses,
                true,
                Optional.empty());
        api = new ReviewsApi(watched, book, patience);
        List<Route> routes = new ArrayList<>(api.routes());
        routes.addAll(new VisitsApi(book, Set::of).routes());
        server = new SmallServer(routes, session -> {});
    }

    private void event(String id, String type, String person) {
        book.add("{\"eventId\":\"" + id + "\",\"type\":\"" + type + "\",\"visitId\":\"v-" + id
                + "\",\"cameraId\":\"desk\",\"capturedAt\":\"2026-01-31T12:00:00Z\""
                + (person.isEmpty() ? "" : ",\"personId\":\"" + person + "\"") + "}");
    }

    private void log(String... entries) throws Exception {
        Files.writeString(file, String.join("\n", entries) + "\n");
    }

    private static String match(String event, String person) {
        return "{\"run\":\"job@1\",\"cameraId\":\"desk\",\"sequence\":0,\"kind\":\"MATCH\",\"eventId\":\"" + event
                + "\",\"personId\":\"" + person + "\",\"previousHash\":\"00\",\"hash\":\"of " + event + "\"}";
    }

    @Test
    void anOperatorReviewsAndAViewerSees() throws Exception {
        log(match("match", "franck"));
        Answer given = post("the-admin", "match", "{\"verdict\": \"wrong\", \"note\": \" a\\n beard \"}");
        assertThat(given.status()).as(given.error()).isEqualTo(200);
        JsonNode seen = get("the-viewer", "match").json();
        assertThat(seen.get("by").asText()).isEqualTo("viewer");
        assertThat(seen.get("reviews")).hasSize(1);
        assertThat(seen.get("reviews").get(0).get("by").asText()).isEqualTo("admin");
        assertThat(seen.get("reviews").get(0).get("note").asText()).isEqualTo("a beard");
        assertThat(post("the-viewer", "match", RIGHT).status()).isEqualTo(403);
        assertThat(Files.readAllLines(folder.resolve("reviews.jsonl")))
                .singleElement()
                .asString()
                .contains("\"entryHash\":\"of match\"", "\"kind\":\"REJECTED\"");
    }

    @Test
    void whatIsOfACameraThatOneMayNotSeeIsNotThere() throws Exception {
        log(match("match", "franck"), match("forgotten by the book", "franck"));
        for (String event : List.of("match", "forgotten%20by%20the%20book", "unheard-of")) {
            assertThat(get("the-guard", event).status()).isEqualTo(404);
            assertThat(post("the-guard", event, RIGHT).status()).isEqualTo(404);
        }
        assertThat(get("the-viewer", "forgotten%20by%20the%20book").status()).isEqualTo(200);
        Answer unheard = post("the-admin", "unheard-of", RIGHT);
        assertThat(unheard.status()).isEqualTo(404);
        assertThat(unheard.error()).isEqualTo("event: unheard-of (expected: the eventId of a match)");
        assertThat(folder.resolve("reviews.jsonl")).doesNotExist();
    }

    @Test
    void whatCannotBeReviewedIsRefusedInOneLine() throws Exception {
        log(match("match", "franck"), match("other", "audrey"));
        assertRefused(409, "event: seen is APPEARED (expected: a match: ", post("the-admin", "seen", RIGHT));
        assertRefused(409, "event: nobody is CHANGED (expected: a match: ", post("the-admin", "nobody", RIGHT));
        assertRefused(409, "event: later is not in the log of use yet", post("the-admin", "later", RIGHT));
        assertRefused(409, "event: other is not in the log of use yet", post("the-admin", "other", RIGHT));
        assertThat(get("the-admin", "other").json().get("logged").asBoolean())
                .as("another run's event of the same id names somebody else")
                .isFalse();
        String tooLong = "{\"verdict\": \"right\", \"note\": \"" + "x".repeat(501) + "\"}";
        assertRefused(400, "note: 501 characters (expected: at most 500)", post("the-admin", "match", tooLong));
        assertRefused(400, "note: no text", post("the-admin", "match", "{\"verdict\": \"right\", \"note\": 7}"));
        assertRefused(
                400, "verdict: another (expected: right or wrong)", post("the-admin", "match", "{\"verdict\":\"x\"}"));
        assertRefused(400, "verdict: none (expected: right or wrong)", post("the-admin", "match", "{}"));
        assertThat(folder.resolve("reviews.jsonl")).doesNotExist();
    }

    @Test
    void withoutALogThePageIsToldWhy() throws Exception {
        end();
        serve(Watched.Uses.none("the run has no folder for it"), Duration.ofSeconds(30));
        String me = server.signIn("the-admin");
        JsonNode standing = server.ask(me, "GET", "/api/use-log", new byte[0]).json();
        assertThat(standing.get("state").asText()).isEqualTo("NONE");
        assertThat(standing.get("problem").asText()).isEqualTo("the run has no folder for it");
        assertThat(get("the-admin", "match").json().get("state").asText()).isEqualTo("NONE");
        assertRefused(409, "log of use: the run has no folder for it", post("the-admin", "match", RIGHT));
    }

    /** As a large one on a slow broker: reading this one does not end while nobody writes to it. */
    @Test
    void whileALogIsReadEverythingElseIsAnswered() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        String me = server.signIn("the-viewer");
        ExecutorService browsers = Executors.newCachedThreadPool();
        List<Future<Answer>> looking = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            looking.add(browsers.submit(() -> get("the-viewer", "match")));
        }
        for (int i = 0; i < 20; i++) {
            Answer visits = server.ask(me, "GET", "/api/visits", new byte[0]);
            assertThat(visits.json()).hasSize(5);
        }
        assertThat(looking).noneMatch(Future::isDone);
        Files.writeString(file, match("match", "franck") + "\n");
        for (Future<Answer> look : looking) {
            assertThat(look.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        browsers.shutdown();
    }

    @Test
    void whoWouldWaitTooLongIsToldThatItIsBeingRead() throws Exception {
        end();
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        serve(new Watched.Uses(List.of(UseLog.of(file)), ""), Duration.ofMillis(50));
        assertThat(get("the-viewer", "match").json().get("state").asText()).isEqualTo("READING");
        assertRefused(503, "the log of use is being read: 0 entries so far", post("the-admin", "match", RIGHT));
        assertRefused(503, "the log of use is being read", get("the-viewer", "forgotten"));
        Files.writeString(file, "\n");
    }

    private static void assertRefused(int status, String error, Answer answer) throws Exception {
        assertThat(answer.error()).startsWith(error);
        assertThat(answer.status()).isEqualTo(status);
    }

    private Answer get(String token, String event) throws Exception {
        return server.ask(server.signIn(token), "GET", "/api/events/" + event + "/reviews", new byte[0]);
    }

    private Answer post(String token, String event, String body) throws Exception {
        return server.ask(server.signIn(token), "POST", "/api/events/" + event + "/reviews", body.getBytes(UTF_8));
    }
}
