package io.facestream.evaluate.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.evaluate.NpyArray;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The vectors of many pictures as two files: {@code NAME.npy} with a row a face, and {@code NAME.json} that says whose they are and which
 * model made them, so that vectors of two models are never compared. The vectors are biometric data: both files are their owner's only.
 *
 * @param made how the vectors were made
 * @param names one a row: the picture
 * @param vectors one a row, unit length; owned by this record and never written again
 * @param refused pictures that have no row
 */
public record VectorFile(Made made, List<String> names, List<float[]> vectors, List<Refused> refused) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA_VERSION = 1;

    /**
     * How vectors were made; all of a file in one way.
     *
     * @param modelId what people call the embedding model
     * @param modelSha256 of its file
     * @param dimension length of the vectors
     * @param aligned whether the pictures were aligned crops, so that nothing was looked for in them
     * @param tta whether each is that of the face and its mirror image together
     */
    public record Made(String modelId, String modelSha256, int dimension, boolean aligned, boolean tta) {}

    /** A picture without a vector, and why. */
    public record Refused(String name, String reason, String detail) {}

    public VectorFile {
        names = List.copyOf(names);
        vectors = List.copyOf(vectors);
        refused = List.copyOf(refused);
        if (names.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "vectors: " + vectors.size() + " for " + names.size() + " names (expected: as many)");
        }
        for (float[] vector : vectors) {
            if (vector.length != made.dimension()) {
                throw new IllegalArgumentException(
                        "vector: dimension " + vector.length + " (expected: " + made.dimension() + ")");
            }
        }
    }

    /** Whether a file is named as an array's must be. */
    public static boolean isName(Path npy) {
        String name = String.valueOf(npy.getFileName());
        return name.endsWith(".npy") && name.length() > 4;
    }

    /** The JSON file that goes with an array's file. */
    public static Path sidecar(Path npy) {
        if (!isName(npy)) {
            throw new IllegalArgumentException("vectors: " + npy + " (expected: a name that ends in .npy)");
        }
        String name = String.valueOf(npy.getFileName());
        return npy.resolveSibling(name.substring(0, name.length() - 4) + ".json");
    }

    /** Puts both files in the place of what was there. */
    public void write(Path npy) throws IOException {
        Path json = sidecar(npy);
        replace(npy, out -> NpyArray.write(vectors, made.dimension(), out));
        replace(json, out -> JSON.writerWithDefaultPrettyPrinter().writeValue(out, toJson()));
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A temporary file is readable by its owner only, and so is what it becomes. */
    private static void replace(Path target, Content content) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(java.util.Objects.requireNonNull(folder));
        Path temporary = Files.createTempFile(folder, ".vectors", ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                content.writeTo(out);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private ObjectNode toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("schemaVersion", SCHEMA_VERSION);
        node.put("model", made.modelId());
        node.put("modelSha256", made.modelSha256());
        node.put("dimension", made.dimension());
        node.put("aligned", made.aligned());
        node.put("tta", made.tta());
        ArrayNode rows = node.putArray("names");
        names.forEach(rows::add);
        ArrayNode without = node.putArray("refused");
        refused.forEach(one -> without.addObject()
                .put("name", one.name())
                .put("reason", one.reason())
                .put("detail", one.detail()));
        return node;
    }

    /** Reads both files; an array without its JSON file is not read, for nobody could say what its vectors may be compared with. */
    public static VectorFile read(Path npy) throws IOException {
        Path json = sidecar(npy);
        if (!Files.isRegularFile(json)) {
            throw new IOException(npy + ": no " + json.getFileName()
                    + " beside it (expected: the file that says which model made the vectors)");
        }
        JsonNode node;
        try {
            node = JSON.readTree(json.toFile());
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IOException(json + ": no JSON (expected: the file that encode wrote)", e);
        }
        if (node.path("schemaVersion").asInt() != SCHEMA_VERSION
                || !node.path("model").isTextual()
                || !node.path("modelSha256").isTextual()) {
            throw new IOException(
                    json + ": does not say which model made the vectors (expected: the file that encode wrote)");
        }
        Made made = new Made(
                node.path("model").asText(),
                node.path("modelSha256").asText(),
                node.path("dimension").asInt(),
                node.path("aligned").asBoolean(),
                node.path("tta").asBoolean());
        List<String> names = new ArrayList<>();
        node.path("names").forEach(name -> names.add(name.asText()));
        List<Refused> refused = new ArrayList<>();
        node.path("refused")
                .forEach(one -> refused.add(new Refused(
                        one.path("name").asText(),
                        one.path("reason").asText(),
                        one.path("detail").asText())));
        try {
            return new VectorFile(made, names, NpyArray.read(npy), refused);
        } catch (IllegalArgumentException e) {
            throw new IOException(npy + " and " + json.getFileName() + " do not go together: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses to go on with vectors of two models.
     *
     * @throws IllegalArgumentException that names both
     */
    public void requireComparable(VectorFile other) {
        if (!made.modelSha256().equals(other.made.modelSha256())) {
            throw new IllegalArgumentException("vectors: of model " + label(made) + " and of model " + label(other.made)
                    + " (expected: of one model; vectors of two are not comparable)");
        }
    }

    private static String label(Made made) {
        String sha = made.modelSha256();
        return made.modelId() + " (SHA-256 " + sha.substring(0, Math.min(12, sha.length())) + "...)";
    }

    /** Tells how many, never the vectors. */
    @Override
    public String toString() {
        return "VectorFile[" + made + ", vectors=" + vectors.size() + ", refused=" + refused.size() + "]";
    }
}
