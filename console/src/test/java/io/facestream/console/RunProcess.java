package io.facestream.console;

import io.facestream.cli.Facestream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real run with a console in a process of its own, which can be killed and started again at the same port, with the same tokens. */
final class RunProcess implements AutoCloseable {
    static final String ADMIN = "an-admin-of-the-test-0001";
    static final String VIEWER = "a-viewer-of-every-camera";
    static final String ELSEWHERE = "a-viewer-of-another-camera";
    private static final Pattern ADDRESS = Pattern.compile("console: (http://127\\.0\\.0\\.1:(\\d+)/)");
    private static final long PATIENCE_MILLIS = 60_000;

    private final Path folder;
    private final List<String> flags;
    private String port = "0";
    private String address = "";
    private Process process;

    /** @param folder with a folder {@code people} in it */
    RunProcess(Path folder, List<String> flags) throws IOException, InterruptedException {
        this.folder = folder;
        this.flags = flags;
        Files.writeString(
                folder.resolve("console.yaml"),
                "tokens:\n  - {name: head, env: HEAD_TOKEN, role: admin}\n"
                        + "  - {name: wall, env: WALL_TOKEN, role: viewer}\n"
                        + "  - {name: guest, env: GUEST_TOKEN, role: viewer, cameras: [elsewhere]}\n");
        process = start();
    }

    private Process start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + RunInBrowser.ROOT.resolve("stream-job/src/main/launcher/java.options"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dfacestream.root=" + RunInBrowser.ROOT.toAbsolutePath()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Facestream.class.getName(), "run"));
        command.addAll(List.of("--console", port, "--console-config", file("console.yaml")));
        command.addAll(List.of("--facebank", file("people"), "--events", "file:" + file("events.jsonl")));
        command.addAll(flags);
        File said = folder.resolve("said.txt").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said);
        builder.environment().putAll(Map.of("HEAD_TOKEN", ADMIN, "WALL_TOKEN", VIEWER, "GUEST_TOKEN", ELSEWHERE));
        Process started = builder.start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < end && started.isAlive()) {
            Matcher matcher = ADDRESS.matcher(Files.readString(said.toPath()));
            if (matcher.find()) {
                address = matcher.group(1);
                port = matcher.group(2);
                return started;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        started.destroyForcibly();
        throw new AssertionError("no address of a console in: " + Files.readString(said.toPath()));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException, InterruptedException {
        process = start();
    }

    /** {@code http://127.0.0.1:PORT/}. */
    String address() {
        return address;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
