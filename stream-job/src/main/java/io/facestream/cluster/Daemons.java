package io.facestream.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Processes that outlive the command that started them, by name. A file for each holds its process id and when the process began, so
 * that another process that got the same id later is never taken for it. Needs Linux ({@code /proc}, {@code setsid}).
 */
final class Daemons {
    private static final int STATE = 0;
    private static final int START_TIME = 19;
    private static final long LOOK_EVERY_MILLIS = 50;

    /** What begins a stack trace or tells its cause, and what the JVM says before it gives up. */
    private static final Pattern EXCEPTION =
            Pattern.compile("^(Exception in thread|Caused by:|Error:|# )|^[a-z.]+[A-Z]\\w*(Exception|Error)\\b");

    private final Path pids;
    private final Path logs;

    Daemons(Path pids, Path logs) {
        this.pids = pids;
        this.logs = logs;
    }

    /** Names of all processes that were started and not stopped, alive or not, sorted. */
    List<String> names() throws IOException {
        if (!Files.isDirectory(pids)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pids)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The process id, if it is alive. */
    OptionalLong pid(String name) throws IOException {
        String text;
        try {
            text = Files.readString(pids.resolve(name)).strip();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        String[] parts = text.split(" ");
        long pid = Long.parseLong(parts[0]);
        return parts[1].equals(startTime(pid)) ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    boolean alive(String name) throws IOException {
        return pid(name).isPresent();
    }

    /**
     * Starts a process in a session of its own, so that Ctrl-C at the terminal does not reach it. What it prints goes to
     * {@code NAME.out}.
     */
    void start(String name, List<String> command, Map<String, String> environment) throws IOException {
        Files.createDirectories(pids);
        Files.createDirectories(logs);
        List<String> words = new ArrayList<>();
        words.add("setsid");
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output(name).toFile()));
        builder.environment().putAll(environment);
        long pid = builder.start().pid();
        String began = startTime(pid);
        Files.writeString(pids.resolve(name), pid + " " + (began == null ? "gone" : began));
    }

    /** Asks processes to end, all at the same time, and kills those that have not after the time of grace. */
    void stop(List<String> names, Duration grace) throws IOException, InterruptedException {
        for (String name : names) {
            signal(name, false);
        }
        long deadline = System.nanoTime() + grace.toNanos();
        for (String name : names) {
            while (alive(name) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
            if (alive(name)) {
                kill(name);
            }
            Files.deleteIfExists(pids.resolve(name));
        }
    }

    /** Kills a process as {@code kill -9} does, and returns when it is gone. */
    void kill(String name) throws IOException, InterruptedException {
        signal(name, true);
        while (alive(name)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** What a process printed, beside its log. */
    Path output(String name) {
        return logs.resolve(name + ".out");
    }

    /** Why a process says that it ended: the last exception that it printed, else its last line. */
    String lastWords(String name) throws IOException {
        String words = "it printed nothing";
        boolean reason = false;
        try (Stream<String> lines = Files.lines(output(name), StandardCharsets.ISO_8859_1)) {
            for (String line : (Iterable<String>) lines.map(String::strip).filter(text -> !text.isEmpty())::iterator) {
                boolean exception = EXCEPTION.matcher(line).find();
                if (exception || !reason) {
                    words = line;
                    reason |= exception;
                }
            }
        } catch (NoSuchFileException e) {
            return words;
        }
        return words;
    }

    private void signal(String name, boolean kill) throws IOException {
        pid(name)
                .ifPresent(pid -> ProcessHandle.of(pid).ifPresent(process -> {
                    if (kill) {
                        process.destroyForcibly();
                    } else {
                        process.destroy();
                    }
                }));
    }

    /** When a process began, in the kernel's ticks; null when it is gone or a zombie that nobody has buried. */
    private static @Nullable String startTime(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[STATE].equals("Z") || fields[STATE].equals("X") ? null : fields[START_TIME];
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            if (!Files.exists(Path.of("/proc/" + pid))) {
                return null;
            }
            throw e;
        }
    }
}
