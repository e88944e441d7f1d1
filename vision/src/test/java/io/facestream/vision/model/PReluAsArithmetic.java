package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** The other exact form of PReLU, relu(x) * (1 - a) + x * a by element-wise nodes; measured against {@link PReluRewrite}. */
final class PReluAsArithmetic {
    private PReluAsArithmetic() {}

    static byte[] rewrite(byte[] bytes) throws Exception {
        OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(bytes);
        OnnxGraph graph = new OnnxGraph(model.getGraph());
        for (int i = graph.nodes.size() - 1; i >= 0; i--) {
            NodeProto node = graph.nodes.get(i);
            if (node.getOpType().equals("PRelu")) {
                graph.nodes.remove(i);
                graph.nodes.addAll(i, expand(graph, node));
            }
        }
        graph.prune();
        return model.toBuilder().setGraph(graph.build()).build().toByteArray();
    }

    private static List<NodeProto> expand(OnnxGraph graph, NodeProto prelu) {
        String x = prelu.getInput(0);
        String y = prelu.getOutput(0);
        float[] slopes = OnnxProtos.values(graph.initializer(prelu.getInput(1)));
        float[] rest = new float[slopes.length];
        for (int c = 0; c < slopes.length; c++) {
            rest[c] = 1 - slopes[c];
        }
        graph.putInitializer(OnnxProtos.floats(y + "_slope", slopes, slopes.length, 1, 1));
        graph.putInitializer(OnnxProtos.floats(y + "_rest", rest, rest.length, 1, 1));
        return List.of(
                OnnxProtos.node("Relu", List.of(x), y + "_relu"),
                OnnxProtos.node("Mul", List.of(x, y + "_slope"), y + "_linear"),
                OnnxProtos.node("Mul", List.of(y + "_relu", y + "_rest"), y + "_bent"),
                OnnxProtos.node("Add", List.of(y + "_linear", y + "_bent"), y));
    }
}
