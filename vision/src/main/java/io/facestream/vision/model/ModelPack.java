package io.facestream.vision.model;

import static java.util.Objects.requireNonNull;

import io.facestream.vision.model.ModelCard.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The models that work together: a detector, points where the detector gives none, and an embedding. Immutable. */
public final class ModelPack {
    private final Map<Task, LocatedModel> models;

    private ModelPack(Map<Task, LocatedModel> models) {
        this.models = models;
    }

    /**
     * Loads what {@code --model} names: a folder of models with their cards, or one embedding model with its card beside it
     * ({@code NAME.json} or {@code model.json}), to which detector and points come from the default pack; or an imported pack's
     * name.
     *
     * @throws ModelRefusedException if a card or a file is not what it should be
     */
    public static ModelPack load(Path fileOrFolder) {
        if (Files.isDirectory(fileOrFolder)) {
            return ofFolder(fileOrFolder);
        }
        if (!Files.exists(fileOrFolder)) {
            Optional<ModelPack> imported = ModelStore.imported(fileOrFolder.toString());
            if (imported.isPresent()) {
                return imported.get();
            }
            throw new ModelRefusedException(
                    "--model: " + fileOrFolder
                            + " not found (expected: an ONNX file with its card, a folder of them, or an imported pack's name)");
        }
        LocatedModel model = LocatedModel.ofCard(cardBeside(fileOrFolder));
        if (!model.file().toAbsolutePath().equals(fileOrFolder.toAbsolutePath().normalize())
                && !isSameFile(model.file(), fileOrFolder)) {
            throw new ModelRefusedException(
                    "--model: " + fileOrFolder + " (expected: the card beside it to name it, not "
                            + model.card().file() + ")");
        }
        return ModelStore.defaultPack().withEmbedding(model);
    }

    static ModelPack ofFolder(Path folder) {
        Map<Task, LocatedModel> models = new EnumMap<>(Task.class);
        for (Path card : cardsIn(folder)) {
            LocatedModel model = LocatedModel.ofCard(card);
            LocatedModel other = models.put(model.card().task(), model);
            if (other != null) {
                throw new ModelRefusedException(folder + ": two models for "
                        + CardFields.name(model.card().task()) + ", "
                        + other.card().id() + " and "
                        + model.card().id() + " (expected: one)");
            }
        }
        ModelPack pack = new ModelPack(models);
        pack.requireComplete(folder);
        return pack;
    }

    private void requireComplete(Path folder) {
        if (!models.containsKey(Task.EMBEDDING)) {
            if (models.isEmpty()) {
                throw new ModelRefusedException(folder + ": no model cards (expected: a JSON card beside each model; "
                        + "run ./facestream models import " + folder + ")");
            }
            models.put(Task.EMBEDDING, ModelStore.defaultPack().embedding());
        }
        if (!models.containsKey(Task.DETECTION)) {
            // what is missing comes from the default pack
            ModelPack defaults = ModelStore.defaultPack();
            models.put(Task.DETECTION, defaults.detection());
            defaults.landmarks().ifPresent(points -> models.put(Task.LANDMARKS, points));
        } else if (!models.containsKey(Task.LANDMARKS)
                && required(Task.DETECTION).card().family() == ModelCard.Family.RFB) {
            throw new ModelRefusedException(folder + ": no card of a landmarks model (expected: one, for detector "
                    + required(Task.DETECTION).card().id() + " gives no points)");
        }
    }

    private static List<Path> cardsIn(Path folder) {
        List<Path> cards = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(".json") && Files.isRegularFile(file))
                    .sorted()
                    .forEach(cards::add);
        } catch (IOException e) {
            throw new ModelRefusedException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
        return cards;
    }

    private static Path cardBeside(Path model) {
        String name = model.getFileName().toString();
        String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - ".onnx".length()) : name;
        for (String candidate : List.of(stem + ".json", "model.json")) {
            Path card = model.resolveSibling(candidate);
            if (Files.isRegularFile(card)) {
                return card;
            }
        }
        throw new ModelRefusedException("--model: " + model + " has no card (expected: " + stem
                + ".json or model.json beside it; " + "./facestream models import writes one)");
    }

    private static boolean isSameFile(Path a, Path b) {
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    public LocatedModel detection() {
        return required(Task.DETECTION);
    }

    /** The model that finds points in a box, absent where the detector gives five points itself. */
    public Optional<LocatedModel> landmarks() {
        return optional(Task.LANDMARKS);
    }

    public LocatedModel embedding() {
        return required(Task.EMBEDDING);
    }

    private LocatedModel required(Task task) {
        return requireNonNull(models.get(task), "a pack is complete");
    }

    /** The model for an optional task such as liveness. */
    public Optional<LocatedModel> optional(Task task) {
        return Optional.ofNullable(models.get(task));
    }

    /** All models, in the order of their tasks. */
    public List<LocatedModel> all() {
        return List.copyOf(models.values());
    }

    /** The same pack with another embedding model. */
    public ModelPack withEmbedding(LocatedModel embedding) {
        if (embedding.card().task() != Task.EMBEDDING) {
            throw new ModelRefusedException(embedding.file() + ": task "
                    + CardFields.name(embedding.card().task()) + " (expected: embedding)");
        }
        Map<Task, LocatedModel> changed = new EnumMap<>(models);
        changed.put(Task.EMBEDDING, embedding);
        return new ModelPack(changed);
    }
}
