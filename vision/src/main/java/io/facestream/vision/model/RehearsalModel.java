package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.facestream.vision.model.ModelCard.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A copy of an embedding model whose vectors hold the original's values in another order: it decides as the original does, and its vectors
 * are strangers to the original's. With it a change of the model is rehearsed: two such models must agree on every track, and whoever
 * compares a vector of one with a template of the other finds nobody.
 */
public final class RehearsalModel {
    private static final String SUFFIX = "-rehearsal";
    private static final long ORDER_SEED = 1; // the same order each time: the copy of a model is always the same file

    private RehearsalModel() {}

    /**
     * Writes the copy and its card.
     *
     * @return the copy's file
     * @throws ModelRefusedException if the model is no embedding, or its card does not say how long its vectors are
     */
    public static Path write(LocatedModel original, Path folder) {
        ModelCard card = original.card();
        if (card.task() != Task.EMBEDDING || card.dimension() == 0) {
            throw new ModelRefusedException(
                    card.id() + ": no embedding with a dimension in its card (expected: an embedding model)");
        }
        byte[] bytes = turned(original);
        String id = card.id() + SUFFIX;
        Path file = folder.resolve(id + ".onnx");
        try {
            Files.createDirectories(folder);
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new ModelRefusedException(file + ": cannot be written (" + e.getMessage() + ")", e);
        }
        card(card, id, file, bytes).write(folder.resolve(id + ".json"));
        return file;
    }

    private static ModelCard card(ModelCard card, String id, Path file, byte[] bytes) {
        return new ModelCard(
                card.schemaVersion(),
                id,
                card.task(),
                card.family(),
                String.valueOf(file.getFileName()),
                ModelFile.sha256(bytes),
                card.input(),
                card.resize(),
                card.dimension(),
                card.scoreThreshold(),
                card.nms(),
                card.normGate(),
                card.passes(),
                card.licence(),
                "a rehearsal copy of " + card.id() + ": the same values in another order; " + card.origin(),
                card.notKnown(),
                card.thresholds(),
                card.thresholdsMeasuredOn());
    }

    private static byte[] turned(LocatedModel original) {
        ModelProto model = ModelFile.parse(original.file(), ModelFile.read(original.file()));
        GraphProto graph = model.getGraph();
        if (graph.getOutputCount() != 1) {
            throw new ModelRefusedException(
                    original.card().id() + ": " + graph.getOutputCount() + " outputs (expected: one, the vector)");
        }
        String output = graph.getOutput(0).getName();
        String straight = output + "_straight";
        GraphProto.Builder turned = graph.toBuilder().clearNode();
        for (NodeProto node : graph.getNodeList()) {
            NodeProto.Builder renamed = node.toBuilder();
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals(output)) {
                    renamed.setOutput(i, straight);
                }
            }
            turned.addNode(renamed);
        }
        String order = output + "_order";
        turned.addInitializer(OnnxProtos.longs(order, order(original.card().dimension())));
        turned.addNode(OnnxProtos.node("Gather", List.of(straight, order), output, OnnxProtos.integer("axis", 1)));
        return model.toBuilder().setGraph(turned).build().toByteArray();
    }

    private static long[] order(int dimension) {
        List<Long> order = new ArrayList<>();
        for (long i = 0; i < dimension; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(ORDER_SEED));
        return order.stream().mapToLong(Long::longValue).toArray();
    }
}
