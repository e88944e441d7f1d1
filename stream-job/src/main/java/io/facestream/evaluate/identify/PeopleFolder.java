package io.facestream.evaluate.identify;

import io.facestream.evaluate.PictureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pictures of people, a folder a person: {@code DIR/PERSON/*.jpg}. A picture that lies in DIR itself shows somebody of its own, known by the
 * file's name. What is hidden or no picture by its name is left out.
 *
 * @param pictures in the order of people, then of file names
 */
public record PeopleFolder(Path folder, List<PersonPicture> pictures) {
    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp", "bmp", "pgm", "ppm");

    /** One picture, and whom it shows. */
    public record PersonPicture(String person, Path file, PictureSource source) {}

    public PeopleFolder {
        pictures = List.copyOf(pictures);
    }

    /**
     * Lists a folder.
     *
     * @throws IllegalArgumentException if it is no folder, or holds no picture
     */
    public static PeopleFolder of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " (expected: a folder PERSON/*.jpg|png|webp)");
        }
        List<PersonPicture> pictures = new ArrayList<>();
        for (Path entry : visible(folder)) {
            if (Files.isDirectory(entry)) {
                for (Path file : visible(entry)) {
                    add(pictures, folder, nfc(entry), file);
                }
            } else {
                add(pictures, folder, nfc(entry), entry);
            }
        }
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException(folder + ": no pictures (expected: PERSON/*.jpg|png|webp)");
        }
        return new PeopleFolder(folder, pictures);
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static void add(List<PersonPicture> pictures, Path folder, String person, Path file) {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (PICTURES.contains(extension) && Files.isRegularFile(file)) {
            String path = folder.relativize(file).toString().replace('\\', '/');
            pictures.add(new PersonPicture(person, file, PictureSource.file(folder, path)));
        }
    }

    /** A facebank's ids are in this form, whatever the file system makes of names. */
    private static String nfc(Path path) {
        return Normalizer.normalize(String.valueOf(path.getFileName()), Normalizer.Form.NFC);
    }
}
