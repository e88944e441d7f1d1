package io.facestream.vision.model;

import io.facestream.vision.model.ImportReport.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes a pack of models that users bring: a folder or a ZIP file such as InsightFace's {@code buffalo_l.zip}. What each file is
 * follows from its graph, not from its name; files that are no detector, points or embedding are left out with the reason.
 */
public final class ModelImport {
    private final Path folder;
    private final String origin;
    private final Map<ModelCard.Task, ModelCard> cards = new EnumMap<>(ModelCard.Task.class);
    private final List<Skipped> skipped = new ArrayList<>();

    private ModelImport(Path folder, String origin) {
        this.folder = folder;
        this.origin = origin;
    }

    /** Imports into the store, under the name of the folder or ZIP file. */
    public static ImportReport run(Path folderOrZip) {
        String name = folderOrZip.toAbsolutePath().normalize().getFileName().toString();
        String stem = name.replaceFirst("(?i)\\.zip$", "").replaceAll("[^A-Za-z0-9._-]", "_");
        if (stem.isBlank() || stem.startsWith(".") || stem.equals("default")) {
            stem = "imported_" + stem.replace(".", "");
        }
        return run(folderOrZip, ModelStore.models().resolve(stem));
    }

    /**
     * Imports into a folder, which is made if need be; models and cards that it held are replaced.
     *
     * @throws ModelRefusedException if there is no usable model, or the archive is not to be trusted
     */
    public static ImportReport run(Path folderOrZip, Path target) {
        if (!Files.exists(folderOrZip)) {
            throw new ModelRefusedException(
                    "models import: " + folderOrZip + " not found (expected: a folder or a ZIP file)");
        }
        Path staging = null;
        try {
            Files.createDirectories(ModelFile.folderOf(target));
            staging = Files.createTempDirectory(ModelFile.folderOf(target), ".import");
            ModelImport work =
                    new ModelImport(staging, folderOrZip.getFileName().toString());
            if (Files.isDirectory(folderOrZip)) {
                work.copyFrom(folderOrZip);
            } else {
                ModelArchive.extract(folderOrZip, staging);
            }
            work.writeCards();
            move(staging, target);
            return new ImportReport(target, List.copyOf(work.cards.values()), work.skipped);
        } catch (IOException e) {
            throw new ModelRefusedException("models import: " + folderOrZip + " (" + e + ")", e);
        } finally {
            deleteQuietly(staging);
        }
    }

    private void copyFrom(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source, 3)) {
            // links are not followed: a pack from somewhere must not pull in files of this machine
            for (Path file : files.filter(f -> Files.isRegularFile(f, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".onnx") || name.endsWith(".onnx.data") || name.endsWith(".onnx_data")) {
                    Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private void writeCards() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try {
                take(CardGuess.of(file, origin));
            } catch (ModelRefusedException e) {
                skipped.add(new Skipped(file.getFileName().toString(), reason(file, e)));
                Files.delete(file);
            }
        }
        if (cards.isEmpty()) {
            String first = skipped.isEmpty()
                    ? "no .onnx file"
                    : skipped.get(0).file() + ": " + skipped.get(0).reason();
            throw new ModelRefusedException("models import: " + origin + ": " + first
                    + " (expected: at least one detection or embedding model)");
        }
        ModelCard detection = cards.get(ModelCard.Task.DETECTION);
        if (detection != null && !cards.containsKey(ModelCard.Task.LANDMARKS)) {
            addDefaultLandmarks(folder.resolve(detection.file()));
        }
        for (ModelCard card : cards.values()) {
            card.write(folder.resolve(card.id() + ".json"));
        }
    }

    /** A detector that gives no points needs a model that finds them. */
    private void addDefaultLandmarks(Path detector) {
        if (!CardGuess.givesPoints(detector)) {
            cards.put(ModelCard.Task.LANDMARKS, ModelStore.installDefault("fr_landmark", folder));
        }
    }

    private void take(ModelCard card) throws IOException {
        ModelCard other = cards.putIfAbsent(card.task(), card);
        if (other != null) {
            throw new ModelRefusedException(
                    "a second model for " + CardFields.name(card.task()) + ", after " + other.file());
        }
    }

    private static String reason(Path file, ModelRefusedException e) {
        return String.valueOf(e.getMessage()).replace(file + ": ", "");
    }

    private static void move(Path staging, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(target)) {
            // a card that an earlier import left would make a second model for its task
            for (Path file : files.filter(
                            f -> f.toString().endsWith(".json") || f.toString().endsWith(".onnx"))
                    .toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(staging)) {
            for (Path file : files.toList()) {
                Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void deleteQuietly(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // what is left is a hidden folder beside the packs, and the import's own outcome matters more
        }
    }
}
