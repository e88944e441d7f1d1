package io.facestream.ingest.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, which says {@code ready} in its first line and can be killed. One thread. */
final class ServerProcess implements AutoCloseable {
    private final List<String> command;
    private @Nullable Process process;

    ServerProcess(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** Returns once the server is ready. */
    void start() throws IOException {
        Process started =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        process = started;
        // closes with the process
        BufferedReader said =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (!"ready".equals(line)) {
            started.destroyForcibly();
            throw new IOException("server " + command.get(0) + ": said '" + line + "' (expected: ready)");
        }
    }

    long pid() {
        if (process == null) {
            throw new IllegalStateException("server " + command.get(0) + ": not started");
        }
        return process.pid();
    }

    /** Kills it as {@code kill -9} does, and waits for its end. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
