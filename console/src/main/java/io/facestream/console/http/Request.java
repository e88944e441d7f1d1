package io.facestream.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.PathTemplateMatch;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked for: the parts of the path, and the query.
 *
 * @param access who asks
 * @param session names the browser's session, or the token; what belongs to one is not shown to another
 */
public record Request(HttpServerExchange exchange, Access access, String session) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_JSON = 64 << 10;

    /** What the asker may do. */
    public Role role() {
        return access.role();
    }

    /**
     * The body.
     *
     * @throws Refusal if it has more bytes
     */
    public byte[] body(int most) throws IOException, Refusal {
        String tooMany = "body: more than " + most + " bytes (expected: at most that)";
        if (exchange.getRequestContentLength() > most) {
            throw new Refusal(413, tooMany);
        }
        byte[] bytes = exchange.getInputStream().readNBytes(most + 1);
        if (bytes.length > most) {
            throw new Refusal(413, tooMany);
        }
        return bytes;
    }

    /** A part of the path by its name in the route. */
    public String path(String name) {
        PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
        return Objects.requireNonNull(match.getParameters().get(name), name);
    }

    /** A value of the query. */
    public Optional<String> query(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.getFirst().isBlank() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** All values of the query that have one name. */
    public Set<String> queries(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? Set.of() : Set.copyOf(values);
    }

    /**
     * A truth value of the query, false where it is not there.
     *
     * @throws Refusal if it is none
     */
    public boolean truth(String name) throws Refusal {
        String text = query(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new Refusal(400, name + ": " + shortened(text) + " (expected: true or false)");
        }
        return text.equals("true");
    }

    /**
     * A time of the query.
     *
     * @throws Refusal if it is none
     */
    public Optional<Instant> time(String name) throws Refusal {
        Optional<String> text = query(name);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    400,
                    name + ": " + shortened(text.orElse(""))
                            + " (expected: a time of ISO 8601 in UTC, such as 2026-05-04T08:15:30Z)");
        }
    }

    /**
     * A whole number of the query.
     *
     * @throws Refusal if it is none, or out of its range
     */
    public int number(String name, int least, int most, int otherwise) throws Refusal {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Refusal(400, name + ": " + shortened(text.get()) + " (expected: " + least + " to " + most + ")");
    }

    /**
     * The body, an object of JSON.
     *
     * @throws Refusal if it is none, or has over 64 KiB
     */
    public JsonNode json() throws Refusal, IOException {
        byte[] body = exchange.getInputStream().readNBytes(MOST_JSON + 1);
        try {
            JsonNode node = body.length > MOST_JSON ? null : JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw new Refusal(400, "body: no object of JSON (expected: one of at most " + (MOST_JSON >> 10) + " KiB)");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
