package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Set;

/** Frees a batch that the exporter fixed at 1, so that a GPU can run many faces at once. */
final class FreeBatch {
    private FreeBatch() {}

    static boolean apply(OnnxGraph graph) {
        List<Integer> fed = graph.fedInputs();
        if (fed.size() != 1) {
            return false;
        }
        List<Long> shape = OnnxGraph.dimensions(graph.inputs.get(fed.get(0)));
        if (shape.size() != 4 || shape.get(0) != 1) {
            return false;
        }
        freeReshapes(graph);
        int input = fed.get(0);
        graph.inputs.set(input, OnnxGraph.withFreeDimension(graph.inputs.get(input), 0, "N"));
        for (int i = 0; i < graph.outputs.size(); i++) {
            if (!OnnxGraph.dimensions(graph.outputs.get(i)).isEmpty()) {
                graph.outputs.set(i, OnnxGraph.withFreeDimension(graph.outputs.get(i), 0, "N"));
            }
        }
        graph.forgetShapes();
        return true;
    }

    /** Reshape to [1, ...] becomes reshape to [0, ...], where 0 stands for "as it was". */
    private static void freeReshapes(OnnxGraph graph) {
        Set<String> fed = graph.fedValues();
        for (int i = 0; i < graph.nodes.size(); i++) {
            NodeProto node = graph.nodes.get(i);
            if (!node.getOpType().equals("Reshape") || !fed.contains(node.getInput(0))) {
                continue;
            }
            TensorProto target = graph.constant(node.getInput(1));
            if (target == null) {
                continue;
            }
            long[] shape = OnnxProtos.longValues(target);
            if (shape.length > 0 && shape[0] == 1) {
                shape[0] = 0;
                String name = "free_batch_" + i;
                graph.putInitializer(OnnxProtos.longs(name, shape));
                graph.nodes.set(i, node.toBuilder().setInput(1, name).build());
            }
        }
    }
}
