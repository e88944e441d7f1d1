package io.facestream.console.people;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/** Names of people's folders. */
final class FolderNames {
    private static final int LONGEST = 40;

    private FolderNames() {}

    /** As scans of the facebank's folder tell it. */
    static String of(Path folder) {
        return Normalizer.normalize(String.valueOf(folder.getFileName()), Normalizer.Form.NFC);
    }

    /** A name for a new person's folder: plain letters and digits of what the person is called, and a number if that is taken. */
    static String free(Path root, String called) {
        String plain = Normalizer.normalize(called, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String start = plain.isEmpty() ? "person" : plain.substring(0, Math.min(LONGEST, plain.length()));
        String name = start;
        for (int i = 2; Files.exists(root.resolve(name)); i++) {
            name = start + "-" + i;
        }
        return name;
    }

    /** {@code .jpg}, {@code .png} or whatever a picture that is there ends with. */
    static String ending(Path picture) {
        String name = String.valueOf(picture.getFileName());
        return name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT);
    }
}
