package io.facestream.job.model;

import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the models where a task runs.
 *
 * @param fileOrFolder an embedding model, a pack or an imported pack's name; empty for the default pack
 * @param detecting the pack whose detector and points are used with that embedding model; most often the same one
 */
public record ModelChoice(String fileOrFolder, String detecting) implements Serializable {
    /** The default pack's name, where a name is needed. */
    public static final String DEFAULT = "default";

    /** A pack, or an embedding model with the default pack's detector. */
    public ModelChoice(String fileOrFolder) {
        this(fileOrFolder, fileOrFolder);
    }

    /** Another embedding model for the faces that this choice finds. */
    public ModelChoice embeddingBy(String otherFileOrFolder) {
        return new ModelChoice(otherFileOrFolder, fileOrFolder);
    }

    public ModelPack open() {
        ModelPack pack = pack(fileOrFolder);
        return detecting.equals(fileOrFolder) ? pack : pack(detecting).withEmbedding(pack.embedding());
    }

    private static ModelPack pack(String name) {
        boolean byDefault = name.isEmpty() || (name.equals(DEFAULT) && !Files.exists(Path.of(name)));
        return byDefault ? ModelStore.defaultPack() : ModelPack.load(Path.of(name));
    }

    /** Whether there is something of this name. */
    public static boolean exists(String name) {
        return name.equals(DEFAULT)
                || Files.exists(Path.of(name))
                || ModelStore.imported(name).isPresent();
    }
}
