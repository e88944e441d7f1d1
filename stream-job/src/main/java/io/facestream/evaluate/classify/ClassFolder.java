package io.facestream.evaluate.classify;

import io.facestream.evaluate.PictureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Pictures as {@code FOLDER/CLASS/PICTURE}.
 *
 * @param classes names of the folders, ascending
 * @param pictures named {@code CLASS/PICTURE}
 * @param labels by picture, the place of its class
 */
public record ClassFolder(List<String> classes, List<PictureSource> pictures, List<Integer> labels) {
    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".pgm", ".ppm");

    public ClassFolder {
        classes = List.copyOf(classes);
        pictures = List.copyOf(pictures);
        labels = List.copyOf(labels);
    }

    /**
     * Lists a folder. Files that are no pictures by their names, and folders without one, are passed over.
     *
     * @throws IOException if there are no pictures in folders
     */
    public static ClassFolder list(Path folder) throws IOException {
        List<String> classes = new ArrayList<>();
        List<PictureSource> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Path each : children(folder)) {
            if (!Files.isDirectory(each)) {
                continue;
            }
            String name = String.valueOf(each.getFileName());
            for (Path file : children(each)) {
                String lower = file.toString().toLowerCase(Locale.ROOT);
                if (ENDINGS.stream().anyMatch(lower::endsWith) && Files.isRegularFile(file)) {
                    pictures.add(PictureSource.file(folder, name + "/" + file.getFileName()));
                    labels.add(classes.size());
                }
            }
            if (!labels.isEmpty() && labels.get(labels.size() - 1) == classes.size()) {
                classes.add(name);
            }
        }
        if (classes.isEmpty()) {
            throw new IOException(
                    folder + ": no pictures in folders (expected: a folder a class, as NAME/PICTURE.jpg)");
        }
        return new ClassFolder(classes, pictures, labels);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
