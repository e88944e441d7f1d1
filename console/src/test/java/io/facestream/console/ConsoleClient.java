package io.facestream.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Asks a console as whoever has a token.
 *
 * @param address {@code http://127.0.0.1:PORT/}
 */
record ConsoleClient(String address, String token) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    /** What a path answers, which is no refusal. */
    JsonNode get(String path) throws Exception {
        return json(send("GET", path, BodyPublishers.noBody(), ""));
    }

    /** @param type of the body; empty for none */
    HttpResponse<String> send(String method, String path, BodyPublisher body, String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address).resolve(path))
                .method(method, body)
                .header("Authorization", "Bearer " + token);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** The answer of a request that was not refused. */
    static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode())
                .as(response.uri() + ": " + response.body())
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** The event that gave a visit its first name. */
    static String identification(JsonNode visit) {
        return StreamSupport.stream(visit.get("events").spliterator(), false)
                .filter(said -> said.get("type").asText().equals("IDENTIFIED"))
                .findFirst()
                .orElseThrow()
                .get("eventId")
                .asText();
    }

    /** A frame of the live view: what was found in it, and the picture, which may be empty. */
    record LiveFrame(JsonNode header, byte[] jpeg) {
        static LiveFrame of(byte[] message) throws IOException {
            ByteBuffer frame = ByteBuffer.wrap(message);
            byte[] header = new byte[frame.getInt()];
            frame.get(header);
            byte[] jpeg = new byte[frame.remaining()];
            frame.get(jpeg);
            return new LiveFrame(JSON.readTree(header), jpeg);
        }
    }

    /** The first frame of a camera whose message holds a text. */
    LiveFrame live(String cameraId, String text) throws Exception {
        CompletableFuture<byte[]> found = new CompletableFuture<>();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(
                        URI.create(address.replace("http:", "ws:") + "api/cameras/" + cameraId + "/live"),
                        new FirstWith(text, found, new ByteArrayOutputStream()))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        byte[] message = found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.abort();
        return LiveFrame.of(message);
    }

    private record FirstWith(String text, CompletableFuture<byte[]> found, ByteArrayOutputStream message)
            implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            message.writeBytes(part);
            if (last) {
                if (message.toString(ISO_8859_1).contains(text)) {
                    found.complete(message.toByteArray());
                }
                message.reset();
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
