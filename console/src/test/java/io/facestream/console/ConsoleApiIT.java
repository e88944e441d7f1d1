package io.facestream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.facestream.console.ConsoleClient.LiveFrame;
import io.facestream.console.http.Route;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API of a real run, as its document says. */
@Timeout(120)
class ConsoleApiIT {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    @TempDir
    private static Path folder;

    private static RunInBrowser run;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        run = new RunInBrowser(
                RunInBrowser.withFranck(folder),
                List.of("--out", folder.resolve("out").toString(), "--no-annotate"));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void end() throws Exception {
        run.close();
    }

    @Test
    void everyPathOfTheDocumentAnswers401WithoutAToken() throws Exception {
        List<String> asked = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    String place = path.getKey().replaceAll("\\{\\w+}", "desk");
                    String body = method.equals("get") || method.equals("delete") ? "" : "{\"token\": \"guessed\"}";
                    for (String header : List.of("", "Bearer guessed")) {
                        assertThat(ask(method, place, header, body).statusCode())
                                .as(method + " " + place + " with '" + header + "'")
                                .isEqualTo(401);
                    }
                    asked.add(method + " " + place);
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(7);
        assertThat(ask("get", "/api/nothing", "", "").statusCode()).isEqualTo(401);
        assertThat(ask("put", "/api/visits", "", "").statusCode()).isEqualTo(401);
    }

    @Test
    void theDocumentAndTheServerHaveTheSamePaths() throws Exception {
        TreeSet<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    described.add(method + " " + path.getKey());
                }
            }
        }
        TreeSet<String> served = routes().stream()
                .map(route -> route.method().toString().toLowerCase(Locale.ROOT) + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        served.add("post /api/session");
        served.add("delete /api/session");
        assertThat(served).isEqualTo(described);
        for (Route route : routes()) {
            assertThat(document()
                            .path("paths")
                            .path(route.path())
                            .path(route.method().toString().toLowerCase(Locale.ROOT))
                            .path("x-role")
                            .asText())
                    .as(route.path())
                    .isEqualTo(route.role().name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void aVisitIsToldWithItsScoreAndThreshold() throws Exception {
        JsonNode visit = await().atMost(Duration.ofSeconds(60))
                .until(() -> run.client().get("/api/visits?person=franck"), visits -> visits.size() == 1)
                .get(0);

        assertThat(visit.get("state").asText()).isEqualTo("IDENTIFIED");
        assertThat(visit.get("cameraId").asText()).isEqualTo("desk");
        assertThat(visit.get("score").asDouble())
                .isGreaterThan(visit.get("threshold").asDouble());
        assertThat(visit.get("candidates").get(0).get("personId").asText()).isEqualTo("franck");
        assertThat(visit.get("events").findValuesAsText("type")).startsWith("APPEARED", "IDENTIFIED");
        assertThat(visit.get("events").findValuesAsText("match")).startsWith("false", "true");
        assertThat(run.client().get("/api/visits?person=nobody")).isEmpty();
        assertThat(run.client().get("/api/visits?before=1960-01-01T00:00:00Z")).isEmpty();
        HttpResponse<String> wrong = ask("get", "/api/visits?limit=1e9", "Bearer " + run.token(), "");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("limit: 1e9 (expected: 1 to 500)");
    }

    @Test
    void theCallsOfTheDocumentationWork() throws Exception {
        Files.copy(RunInBrowser.MEDIA.resolve("audrey.jpg"), folder.resolve("ann.jpg"));
        assertThat(ConsolePage.calls()).hasSizeGreaterThan(7);
        String event = aMatchInTheLog();
        for (String call : ConsolePage.calls()) {
            String here = call.replace("http://127.0.0.1:8090/", run.address());
            assertThat(here).as("asks this console").contains(run.address());
            ProcessBuilder shell = new ProcessBuilder(
                            "bash", "-c", here.replaceFirst("^curl ", "curl --silent --show-error --fail "))
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            shell.environment().put("TOKEN", run.token());
            shell.environment().put("EVENT", event);
            Process process = shell.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(call + ": " + said).isZero();
            assertThat(said).as(call).isNotEmpty();
        }
        assertThat(run.client().get("/api/people?ignored=true").get("people").findValuesAsText("name"))
                .containsExactly("Ann");
    }

    @Test
    void aReviewIsInTheLogOfUseUnderTheNameOfTheToken() throws Exception {
        String place = "/api/events/" + aMatchInTheLog() + "/reviews";
        int before = run.client().get(place).get("reviews").size();

        HttpResponse<String> given = ask(
                "post",
                place,
                "Bearer " + run.token(),
                "{\"verdict\": \"wrong\", \"note\": \"a\\nbeard\", \"by\": \"Ann\"}");

        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        JsonNode reviews = run.client().get(place).get("reviews");
        assertThat(reviews).hasSize(before + 1);
        JsonNode last = reviews.get(before);
        assertThat(last.get("by").asText()).isEqualTo("admin");
        assertThat(last.get("verdict").asText()).isEqualTo("wrong");
        assertThat(last.get("note").asText()).isEqualTo("a beard");
        CommandInThread.done(
                "use-log", "verify", folder.resolve("out/use-log.jsonl").toString());
        assertThat(ask("get", "/api/events/unheard-of/reviews", "Bearer " + run.token(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(run.client().get("/api/use-log").get("state").asText()).isEqualTo("KEPT");
    }

    /** The event of the recording's match, once its checkpoint is done. */
    private static String aMatchInTheLog() {
        JsonNode visit = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> run.client().get("/api/visits?state=IDENTIFIED&person=franck"),
                        visits -> visits.size() == 1)
                .get(0);
        String event = ConsoleClient.identification(visit);
        String place = "/api/events/" + event + "/reviews";
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run.client().get(place).get("logged").asBoolean());
        return event;
    }

    @Test
    void visitsAreFoundByTheirTime() throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run.client().get("/api/visits?person=franck"), visits -> !visits.isEmpty());

        assertThat(run.client().get("/api/visits?from=1970-01-01T00:00:00Z&to=1970-01-02T00:00:00Z"))
                .isNotEmpty();
        assertThat(run.client().get("/api/visits?from=1970-01-02T00:00:00Z")).isEmpty();
        assertThat(run.client().get("/api/visits?to=1969-12-31T23:59:59.5Z")).isEmpty();
        HttpResponse<String> wrong = ask("get", "/api/visits?from=yesterday", "Bearer " + run.token(), "");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("from: yesterday (expected: a time of ISO 8601 in UTC");
    }

    @Test
    void aFrameComesWithWhatWasFoundInIt() throws Exception {
        LiveFrame frame = run.client().live("desk", "\"IDENTIFIED\"");

        JsonNode header = frame.header();
        assertThat(header.get("faces").get(0).get("personId").asText()).isEqualTo("franck");
        assertThat(header.get("faces").get(0).get("x").asDouble())
                .isBetween(0.0, header.get("frameWidth").asDouble());
        assertThat(frame.jpeg()).startsWith(0xff, 0xd8, 0xff);
        assertThat(ask("get", "/api/cameras/another/live", "Bearer " + run.token(), "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCookieServesOnlyRequestsOfThePagesThemselves() throws Exception {
        HttpResponse<String> in = ask("post", "/api/session", "", "{\"token\": \"" + run.token() + "\"}");
        String set = in.headers().firstValue("Set-Cookie").orElseThrow();
        String cookie = set.substring(0, set.indexOf(';'));

        assertThat(set).contains("HttpOnly", "SameSite=Strict");
        assertThat(cookie).doesNotContain(run.token());
        assertThat(withCookie("GET", cookie, Map.of())).isEqualTo(200);
        assertThat(withCookie("GET", cookie, Map.of("Origin", "https://elsewhere.example")))
                .isEqualTo(401);
        assertThat(withCookie("DELETE", cookie, Map.of()))
                .as("as another site's page")
                .isEqualTo(401);
        assertThat(withCookie("DELETE", cookie, Map.of("X-Facestream-Request", "1")))
                .isEqualTo(200);
        assertThat(withCookie("GET", cookie, Map.of())).as("after signing out").isEqualTo(401);
    }

    @Test
    void pagesForbidForeignScriptsAndFrames() throws Exception {
        HttpResponse<String> page = ask("get", "/", "", "");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain(run.token());
        assertThat(ask("get", "/../../etc/passwd", "", "").statusCode()).isEqualTo(404);
    }

    private static int withCookie(String method, String cookie, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(run.address() + "api/session"))
                .method(method, BodyPublishers.noBody())
                .header("Cookie", cookie);
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static HttpResponse<String> ask(String method, String path, String authorization, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(run.address() + path.substring(1)))
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static List<Route> routes() {
        return new ConsoleApi(null, null, null, null, null).routes();
    }

    private static JsonNode document() throws Exception {
        try (InputStream in = ConsoleApi.class.getResourceAsStream("openapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(in);
        }
    }
}
