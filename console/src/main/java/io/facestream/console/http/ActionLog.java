package io.facestream.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what: a line of JSON for each request that changes something, whether it was allowed or not. It holds neither tokens nor what was
 * sent. Thread-safe.
 */
public final class ActionLog {
    private static final Logger LOG = LoggerFactory.getLogger(ActionLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** Appends to a file, which is made when something is done. */
    public ActionLog(Path file) {
        this.file = file;
    }

    synchronized void write(String who, String role, String from, String method, String path, int status) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now().toString());
        line.put("who", who);
        line.put("role", role);
        line.put("from", from);
        line.put("action", method + " " + path);
        line.put("status", status);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            LOG.warn("{}: an action could not be written: {}", file, e.getMessage());
        }
    }
}
