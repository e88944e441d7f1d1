package io.facestream.training.data;

import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens sets of pictures to be written: a folder, or a file whose ending says the format. */
public final class PictureSinks {
    private static final String EXPECTED = "expected: a folder, or a file .rec, .tfrecord or .csv";

    private PictureSinks() {}

    /**
     * Begins a set, or goes on with one.
     *
     * @param committed what the set's last {@link PictureSink#commit} told; empty to begin
     */
    public static PictureSink open(Path to, Map<String, Long> committed) throws IOException {
        Files.createDirectories(folderOf(to));
        return switch (extension(to)) {
            case "rec" -> new RecordSink(to, committed);
            case "tfrecord", "tfrecords" -> new TfRecordSink(to, committed);
            case "csv" -> new TableSink(to, committed);
            default -> new FolderSink(to);
        };
    }

    /** Refuses a place where something is already, or that is for another kind of file.
     *
     * @throws TrainingException that names it
     */
    public static void requireFree(Path to) throws IOException {
        String extension = extension(to);
        if (List.of("idx", "lst", "bin", "txt", "tsv", "tar", "zip", "npy").contains(extension)) {
            throw new TrainingException(to + ": nothing writes ." + extension + " (" + EXPECTED + ")");
        }
        for (Path file : List.of(to, picturesOf(to))) {
            boolean empty = Files.isDirectory(file) && isEmpty(file);
            if (Files.exists(file) && !empty) {
                throw new TrainingException(file + ": exists already (expected: a new place)");
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static String extension(Path to) {
        return Files.isDirectory(to) || String.valueOf(to.getFileName()).indexOf('.') < 0
                ? ""
                : PictureSets.extension(to);
    }

    /** The folder of pictures beside a table; the place itself for other formats. */
    static Path picturesOf(Path to) {
        String name = String.valueOf(to.getFileName());
        return extension(to).equals("csv") ? to.resolveSibling(name.substring(0, name.length() - 4)) : to;
    }

    static Path folderOf(Path file) {
        return java.util.Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    }
}
