package io.facestream.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What container images are made of, from the class path of this process: {@code job/usrlib} and {@code job/lib} for an image of Flink's,
 * {@code tools/lib} for one with nothing but Java.
 */
public final class ImageFolder {
    /** What Flink's distribution brings: all of Flink but connectors, logging, RocksDB; and what a job has no use for. */
    private static final Pattern IN_FLINK = Pattern.compile(
            ".*/(org/apache/flink/(?!flink-connector-)|org/slf4j/|org/apache/logging/log4j/|com/ververica/).*"
                    + "|.*/console[^/]*\\.jar");

    private ImageFolder() {}

    /**
     * Writes the folder.
     *
     * @throws FileAlreadyExistsException when there is something in it
     */
    public static void write(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(folder + " (expected: a folder with nothing in it)");
                }
            }
        }
        RunningClassPath classPath = RunningClassPath.read();
        Path jar = Files.createDirectories(folder.resolve("job/usrlib")).resolve("facestream.jar");
        JobJar.write(RunningClassPath.ours(), jar);
        copy(
                classPath.lib().stream()
                        .filter(file -> !IN_FLINK.matcher(file.toString()).matches())
                        .toList(),
                folder.resolve("job/lib"));
        copy(classPath.all(), folder.resolve("tools/lib"));
    }

    private static void copy(List<Path> entries, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                JobJar.write(List.of(entry), Files.createTempFile(folder, "classes", ".jar"));
            } else {
                Files.copy(entry, folder.resolve(entry.getFileName()));
            }
        }
    }
}
