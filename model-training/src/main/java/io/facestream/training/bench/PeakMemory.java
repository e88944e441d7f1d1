package io.facestream.training.bench;

import io.facestream.training.TrainingException;
import io.facestream.training.data.Batch;
import io.facestream.training.net.Backbone;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The most memory that a process has held which does nothing but learn the task: the engine's own memory is none that Java could count. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private PeakMemory() {}

    /**
     * Starts a process for one side.
     *
     * @return bytes; empty where the system does not tell
     */
    static OptionalLong of(Arm.Kind kind, Task task, int steps) throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        Path folder = Files.createTempDirectory("peak");
        Path result = folder.resolve("bytes");
        Path log = folder.resolve("log");
        try {
            int code = new ProcessBuilder(command(kind, task, steps, result))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new TrainingException("memory of " + kind + ": the process ended with " + code + ": "
                        + Files.readString(log).strip());
            }
            return OptionalLong.of(Long.parseLong(Files.readString(result)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("interrupted while measuring memory", e);
        } finally {
            Files.deleteIfExists(result);
            Files.deleteIfExists(log);
            Files.delete(folder);
        }
    }

    private static List<String> command(Arm.Kind kind, Task task, int steps, Path result) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeakMemory.class.getName()));
        command.addAll(List.of(
                kind.name(),
                task.backbone().name(),
                Integer.toString(task.batch()),
                Integer.toString(task.classes()),
                Integer.toString(task.threads()),
                Integer.toString(steps),
                result.toString()));
        return command;
    }

    /** What the process does. */
    public static void main(String[] args) throws IOException {
        Task task = new Task(
                Backbone.valueOf(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                false,
                Task.CLIP);
        Batch batch = task.pictures();
        try (Arm arm = Arm.Kind.valueOf(args[0]).open(task)) {
            for (int i = 0; i < Integer.parseInt(args[5]); i++) {
                arm.step(batch);
            }
        }
        Files.writeString(Path.of(args[6]), Long.toString(held()));
    }

    /** The most that this process has held so far, in bytes. */
    private static long held() throws IOException {
        String line = Files.readAllLines(STATUS).stream()
                .filter(text -> text.startsWith(PEAK))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
