package io.facestream.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.util.Methods;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start(
                ServerOptions.local(0),
                Map.of(
                        "sees", Access.toAll("wall", Role.VIEWER),
                        "enrols", Access.toAll("desk", Role.OPERATOR),
                        "door-only", new Access("guard", Role.VIEWER, Optional.of(Set.of("door")))),
                List.of(
                        new Route(Methods.GET, "/api/cameras/{camera}", Role.VIEWER, request -> {
                            if (!request.access().sees(request.path("camera"))) {
                                throw new Refusal(404, "camera: not one of yours");
                            }
                            return Map.of("who", request.access().name());
                        }),
                        new Route(Methods.POST, "/api/people/{person}", Role.OPERATOR, request -> Map.of("done", true)),
                        new Route(Methods.DELETE, "/api/people/{person}", Role.ADMIN, request -> Map.of()),
                        new Route(Methods.GET, "/api/broken", Role.VIEWER, request -> {
                            throw new IllegalStateException("a secret of the inside");
                        })),
                new ActionLog(folder.resolve("actions.jsonl")),
                session -> {});
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRoleMayDoWhatThoseBeforeItMay() throws Exception {
        assertThat(ask("GET", "/api/cameras/door", "sees").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/api/cameras/door", "enrols").statusCode()).isEqualTo(200);
        assertThat(ask("POST", "/api/people/ann", "enrols").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = ask("POST", "/api/people/ann", "sees");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("role: VIEWER (expected: OPERATOR)");
        assertThat(ask("DELETE", "/api/people/ann", "enrols").statusCode()).isEqualTo(403);
        assertThat(ask("GET", "/api/cameras/door", "guessed").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenMayBeForSomeCamerasOnly() throws Exception {
        assertThat(ask("GET", "/api/cameras/door", "door-only").body()).contains("guard");
        assertThat(ask("GET", "/api/cameras/vault", "door-only").statusCode()).isEqualTo(404);
    }

    @Test
    void whatChangesSomethingIsLoggedWithItsActorAndOutcomeAndWithoutTokens() throws Exception {
        ask("POST", "/api/people/ann", "enrols");
        ask("DELETE", "/api/people/ann", "enrols");
        ask("DELETE", "/api/people/ann", "guessed");
        ask("GET", "/api/cameras/door", "sees");

        List<String> lines = await().until(
                        () -> Files.exists(folder.resolve("actions.jsonl"))
                                ? Files.readAllLines(folder.resolve("actions.jsonl"))
                                : List.<String>of(),
                        written -> written.size() == 3);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.get("who").asText()).isEqualTo("desk");
        assertThat(first.get("action").asText()).isEqualTo("POST /api/people/ann");
        assertThat(first.get("from").asText()).isEqualTo("127.0.0.1");
        assertThat(lines)
                .extracting(line -> JSON.readTree(line).get("status").asInt())
                .containsExactly(200, 403, 401);
        assertThat(JSON.readTree(lines.get(2)).get("who").asText()).isEqualTo("nobody");
        assertThat(lines).noneMatch(line -> line.contains("enrols") || line.contains("guessed"));
    }

    @Test
    void aFailureOfTheInsideIsNotShown() throws Exception {
        HttpResponse<String> failed = ask("GET", "/api/broken", "sees");

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("the log says why").doesNotContain("secret");
    }

    @Test
    void anotherSitesNameThatPointsHereIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(status).contains("421");
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() {
        assertThatThrownBy(() -> WebServer.start(
                        ServerOptions.local(server.port()),
                        Map.of(),
                        List.of(),
                        new ActionLog(folder.resolve("other.jsonl")),
                        session -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("console: port " + server.port() + " is taken (expected: a free one; 0 takes any)");
    }

    private HttpResponse<String> ask(String method, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
