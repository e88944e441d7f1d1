package io.facestream.training.net;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.training.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's values as a {@link TensorFile} says them, with the name of the network that they belong to.
 *
 * @param backbone name of the network, as {@link Backbone#named} takes it
 * @param dimension length of the embeddings
 */
public record WeightsFile(Backbone backbone, int dimension, Weights weights) {
    private static final int MAX_DIMENSION = 65_536;

    public WeightsFile {
        for (TensorSpec spec : TensorSpec.of(backbone.layer(dimension))) {
            int size = weights.get(spec.name()).length;
            if (size != spec.size()) {
                throw new IllegalArgumentException(
                        spec.name() + ": " + size + " values (expected: " + spec.size() + ")");
            }
        }
    }

    /** The network that the values belong to. */
    public Layer layer() {
        return backbone.layer(dimension);
    }

    /** Writes the file: whoever reads it meanwhile, or after a crash, sees the old one or the new one. */
    public void write(Path file) throws IOException {
        ObjectNode about = TensorFile.header();
        about.put("backbone", backbone.toString());
        about.put("dimension", dimension);
        Map<String, TensorFile.Tensor> tensors = new LinkedHashMap<>();
        for (TensorSpec spec : TensorSpec.of(layer())) {
            tensors.put(spec.name(), new TensorFile.Tensor(spec.shape(), weights.get(spec.name())));
        }
        new TensorFile(about, tensors).write(file);
    }

    /**
     * Reads a file and checks all of it.
     *
     * @throws TrainingException if it is none, is damaged, or its tensors are not those of the network that it names
     */
    public static WeightsFile read(Path file) {
        TensorFile content = TensorFile.read(file);
        Backbone backbone;
        try {
            backbone = Backbone.named(content.about().path("backbone").asText());
        } catch (IllegalArgumentException e) {
            throw new TrainingException(file + ": " + e.getMessage(), e);
        }
        int dimension = content.about().path("dimension").asInt();
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw TensorFile.damaged(file, "dimension: " + content.about().path("dimension"));
        }
        checkTensors(file, content.tensors(), TensorSpec.of(backbone.layer(dimension)));
        Map<String, float[]> values = new LinkedHashMap<>();
        content.tensors().forEach((name, tensor) -> values.put(name, tensor.values()));
        return new WeightsFile(backbone, dimension, new Weights(values));
    }

    private static void checkTensors(Path file, Map<String, TensorFile.Tensor> tensors, List<TensorSpec> specs) {
        List<String> found = new ArrayList<>();
        tensors.forEach((name, tensor) -> found.add(name + " " + tensor.shape()));
        for (int i = 0; i < Math.min(found.size(), specs.size()); i++) {
            String wanted = specs.get(i).name() + " " + specs.get(i).shape();
            if (!found.get(i).equals(wanted)) {
                throw new TrainingException(
                        file + ": tensor " + i + ": " + found.get(i) + " (expected: " + wanted + ")");
            }
        }
        if (found.size() != specs.size()) {
            throw new TrainingException(file + ": " + found.size() + " tensors (expected: " + specs.size() + ")");
        }
    }
}
