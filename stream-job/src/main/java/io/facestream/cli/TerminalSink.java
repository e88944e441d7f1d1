package io.facestream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.facestream.terminal.ProgressLine;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Prints events on the terminal as they happen, one a line, before they are committed. */
final class TerminalSink implements Sink<String> {
    private static final long serialVersionUID = 1L;

    private final boolean json;

    /** @param json whether lines stay JSON, for another program to read */
    TerminalSink(boolean json) {
        this.json = json;
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new Writer(json);
    }

    private record Writer(boolean json, ObjectMapper mapper) implements SinkWriter<String> {
        Writer(boolean json) {
            this(json, new ObjectMapper());
        }

        @Override
        public void write(String line, Context context) throws IOException {
            String text = json ? line : describe(mapper.readTree(line));
            ProgressLine.println(text);
        }

        @Override
        public void flush(boolean endOfInput) {
            // Printed at once.
        }

        @Override
        public void close() {
            // The terminal stays open.
        }
    }

    static String describe(JsonNode event) {
        String type = event.get("type").asText();
        String when = event.hasNonNull("mediaTimeMillis")
                ? clock(event.get("mediaTimeMillis").asLong())
                : event.get("capturedAt").asText().replaceFirst("^.*T", "").replaceFirst("\\.\\d+Z$|Z$", "");
        String who = event.hasNonNull("personId") ? event.get("personId").asText() : "";
        String reason = event.hasNonNull("reason") ? event.get("reason").asText() : "";
        String what = switch (type) {
            case "IDENTIFIED", "CHANGED", "REIDENTIFIED" ->
                who.isEmpty()
                        ? reason
                        : String.format(
                                Locale.ROOT,
                                "%s  score %.2f (needs %.2f)",
                                who,
                                event.get("score").asDouble(),
                                event.get("threshold").asDouble());
            case "LEFT" -> who.isEmpty() ? "somebody unknown" : who;
            case "PERSON_ERASED" -> who;
            case "STRANGER_SEEN", "STRANGERS_MERGED", "STRANGER_SPLIT" ->
                "stranger " + event.path("strangerId").asText();
            default -> reason;
        };
        return String.format(
                        Locale.ROOT,
                        "%9s  %-16s %-11s %s",
                        when,
                        event.get("cameraId").asText(),
                        type,
                        what)
                .stripTrailing();
    }

    static String clock(long millis) {
        return String.format(Locale.ROOT, "%d:%02d.%d", millis / 60_000, millis / 1000 % 60, millis / 100 % 10);
    }
}
