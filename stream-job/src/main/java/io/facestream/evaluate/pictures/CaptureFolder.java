package io.facestream.evaluate.pictures;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.Locale;

/** A person's folder in a folder of people, to which pictures are added; none is ever written over. */
final class CaptureFolder {
    private static final int LONGEST_NAME = 128;
    private static final int MOST_PICTURES = 99_999;

    private final Path folder;
    private int next = 1;

    CaptureFolder(Path people, String person) throws IOException {
        this.folder = people.resolve(person);
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + ": a link (expected: a folder of its own, or none yet)");
        }
    }

    /**
     * A person's name as the name of a folder: without what would lead out of the folder of people or hide it.
     *
     * @throws IllegalArgumentException if nothing is left of it
     */
    static String nameOf(String person) {
        String name = Normalizer.normalize(person, Normalizer.Form.NFC)
                .replaceAll("[/\\\\\\p{Cntrl}]+", "-")
                .replaceFirst("^[.\\-\\s]+", "")
                .replaceFirst("[.\\-\\s]+$", "");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("--person: '" + person.replaceAll("\\p{Cntrl}", "?")
                    + "' (expected: a name with letters or digits, such as ann)");
        }
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "--person: " + name.length() + " characters (expected: at most " + LONGEST_NAME + ")");
        }
        return name;
    }

    /** Adds a picture under the next free name. */
    Path add(byte[] jpeg) throws IOException {
        Files.createDirectories(folder);
        for (; next <= MOST_PICTURES; next++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "capture-%03d.jpg", next));
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try {
                return Files.write(file, jpeg, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                // somebody else was quicker; the next name is tried
            }
        }
        throw new IOException(folder + ": " + MOST_PICTURES + " pictures (expected: room for one more)");
    }
}
