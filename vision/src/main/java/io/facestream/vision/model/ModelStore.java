package io.facestream.vision.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The folder where facestream keeps its models, and the default pack in it. The default models are files of an npm package that
 * {@code npm ci} fetches with its integrity hash; their cards are resources of this module.
 */
public final class ModelStore {
    private static final List<String> DEFAULT_MODELS =
            List.of("fr_detect", "fr_landmark", "fr_feature", "fr_liveness", "fr_pose");

    private ModelStore() {}

    /** {@code $FACESTREAM_HOME}, or {@code .facestream} under the project's root. */
    public static Path home() {
        String home = System.getenv("FACESTREAM_HOME");
        return home == null || home.isBlank() ? root().resolve(".facestream") : Path.of(home);
    }

    /** Where packs lie, one folder each. */
    public static Path models() {
        return home().resolve("models");
    }

    private static Path root() {
        return Path.of(System.getProperty("facestream.root", "")).toAbsolutePath();
    }

    /** The folder of the npm package's model files. */
    public static Path npmModels() {
        return root().resolve("node_modules/faceplugin-face-recognition-js/model");
    }

    /**
     * The pack that is used unless another one is named, put in place first if need be.
     *
     * @throws ModelRefusedException if its files were not fetched yet, or are not those that the cards speak of
     */
    public static synchronized ModelPack defaultPack() {
        Path folder = models().resolve("default");
        for (String id : DEFAULT_MODELS) {
            installDefault(id, folder);
        }
        return ModelPack.ofFolder(folder);
    }

    /** The cards of the models that the npm package holds and facestream knows. */
    static List<ModelCard> defaultCards() {
        return DEFAULT_MODELS.stream()
                .map(id -> ModelCardJson.parse(defaultCard(id), id + ".json"))
                .toList();
    }

    /** Puts one of the default models into a folder, if it is not there. */
    static ModelCard installDefault(String id, Path folder) {
        return install(defaultCard(id), folder);
    }

    private static ModelCard install(String cardText, Path folder) {
        ModelCard card = ModelCardJson.parse(cardText, "default card");
        Path target = folder.resolve(card.file());
        try {
            Files.createDirectories(folder);
            Path json = folder.resolve(card.id() + ".json");
            boolean sameCard =
                    Files.isRegularFile(json) && Files.readString(json).equals(cardText);
            if (!sameCard || !Files.isRegularFile(target)) {
                copyVerified(card, target);
                replace(json, cardText.getBytes(StandardCharsets.UTF_8));
            }
            return card;
        } catch (IOException e) {
            throw new ModelRefusedException(folder + ": the default models cannot be put there (" + e + ")", e);
        }
    }

    private static void copyVerified(ModelCard card, Path target) throws IOException {
        Path source = npmModels().resolve(card.file());
        if (!Files.isRegularFile(source)) {
            throw new ModelRefusedException(
                    source + ": not found (expected: the default models; run ./facestream models fetch)");
        }
        replace(target, ModelFile.readVerified(source, card.sha256()));
    }

    /** Another process may do the same at the same time: both write the same bytes, each move is whole. */
    private static void replace(Path target, byte[] bytes) throws IOException {
        Path temporary = Files.createTempFile(ModelFile.folderOf(target), ".part", "");
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A pack of the store by the name of its folder. */
    public static Optional<ModelPack> imported(String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            return Optional.empty();
        }
        Path folder = models().resolve(name);
        return Files.isDirectory(folder) ? Optional.of(ModelPack.ofFolder(folder)) : Optional.empty();
    }

    private static String defaultCard(String id) {
        String resource = id + ".json";
        try (InputStream in = ModelStore.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("resource missing: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ModelRefusedException(resource + ": cannot be read", e);
        }
    }
}
