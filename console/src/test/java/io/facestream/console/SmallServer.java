package io.facestream.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.console.http.Access;
import io.facestream.console.http.ActionLog;
import io.facestream.console.http.Role;
import io.facestream.console.http.Route;
import io.facestream.console.http.ServerOptions;
import io.facestream.console.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A server of some routes without a run, and those who ask it. */
public final class SmallServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server;

    public SmallServer(List<Route> routes, Consumer<String> signedOut) throws IOException {
        Map<String, Access> tokens = Map.of(
                "the-viewer",
                Access.toAll("viewer", Role.VIEWER),
                "the-admin",
                Access.toAll("admin", Role.ADMIN),
                "the-guard",
                new Access("guard", Role.OPERATOR, Optional.of(Set.of("elsewhere"))));
        ActionLog actions = new ActionLog(Files.createTempFile("actions", ".jsonl"));
        server = WebServer.start(ServerOptions.local(0), tokens, routes, actions, signedOut);
    }

    /** An answer, its body not looked at. */
    public record Answer(int status, byte[] body) {
        public JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        public String error() throws IOException {
            return json().path("error").asText();
        }
    }

    /** Signs in; gives the cookie. */
    public String signIn(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/session"))
                .POST(BodyPublishers.ofString("{\"token\": \"" + token + "\"}"))
                .build();
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        String set = response.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    /** Asks as the session of a cookie. */
    public Answer ask(String cookie, String method, String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.ofByteArray(body))
                .header("Cookie", cookie)
                .header("X-Facestream-Request", "1")
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        server.close();
    }
}
