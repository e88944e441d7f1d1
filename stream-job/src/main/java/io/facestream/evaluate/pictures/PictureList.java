package io.facestream.evaluate.pictures;

import io.facestream.evaluate.PictureSource;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The pictures and videos that a path stands for: one file, all below a folder, or those that a text file lists. */
public final class PictureList {
    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp", "bmp", "pgm", "ppm");
    private static final Set<String> VIDEOS =
            Set.of("mp4", "m4v", "mov", "mkv", "avi", "webm", "mpg", "mpeg", "ts", "mts", "wmv", "flv", "ogv", "3gp");
    private static final Set<String> LISTS = Set.of("txt", "lst", "list");

    private PictureList() {}

    /** Whether a file is a picture by its name. */
    public static boolean isPicture(Path file) {
        return PICTURES.contains(extension(file));
    }

    /** Whether a file is a video by its name. */
    public static boolean isVideo(Path file) {
        return VIDEOS.contains(extension(file));
    }

    private static boolean isList(Path file) {
        return LISTS.contains(extension(file));
    }

    /**
     * The pictures of a picture, a folder or a list; a list has a path a line, from its own folder, with empty lines and those that begin
     * with # left out.
     */
    public static List<PictureSource> pictures(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return files(path, PictureList::isPicture).stream()
                    .map(file -> PictureSource.file(path, relative(path, file)))
                    .toList();
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        if (!isList(path)) {
            return List.of(PictureSource.file(folder, String.valueOf(path.getFileName())));
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> PictureSource.file(folder, line))
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new IOException(path + ": not UTF-8 (expected: a text file with a path a line)", e);
            }
            throw e.getCause();
        }
    }

    /** Files below a folder that are wanted, hidden ones left out, in the order of their paths. */
    public static List<Path> files(Path folder, java.util.function.Predicate<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isVisible(folder.relativize(file)))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isVisible(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** A file's path within a folder, with / on every system. */
    public static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
