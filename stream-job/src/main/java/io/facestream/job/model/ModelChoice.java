package io.facestream.job.model;

import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelStore;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Finds the models where a task runs.
 *
 * @param fileOrFolder an embedding model or a pack; empty for the default pack
 */
public record ModelChoice(String fileOrFolder) implements Serializable {
    public ModelPack open() {
        return fileOrFolder.isEmpty() ? ModelStore.defaultPack() : ModelPack.load(Path.of(fileOrFolder));
    }
}
