package io.facestream.vision;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Where tests find real faces and models; what is missing skips the test that asks for it, with the path as the reason. */
public final class TestData {
    private TestData() {}

    /** The repository's root. */
    public static Path root() {
        String root = System.getProperty("facestream.root");
        if (root == null) {
            throw new IllegalStateException(
                    "facestream.root: not set (expected: the repository's root, as the build sets it)");
        }
        return Path.of(root).toAbsolutePath().normalize();
    }

    /** A file or folder of the shared test data, which lies beside the repository. */
    public static Path shared(String relative) {
        return existing(root().resolveSibling("shared").resolve("data").resolve(relative));
    }

    /** Folder of the default model files, as {@code npm ci} fetches them. */
    public static Path models() {
        return existing(root().resolve("node_modules/faceplugin-face-recognition-js/model"));
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            Assumptions.abort("test data not found: " + path);
        }
        return path;
    }
}
