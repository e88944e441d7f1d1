package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PReLU(x) = a * x + (1 - a) * relu(x), each factor as a depthwise 1 x 1 convolution: exact algebra that keeps the network in
 * ONNX Runtime's blocked layout, where its PRelu kernel leaves it and branches on every value. Slopes may have any sign and
 * exceed 1, so minimum and maximum tricks would be wrong.
 */
final class PReluRewrite {
    private static final Set<String> PICTURE_SHAPED = Set.of("Conv", "BatchNormalization", "Add");

    private PReluRewrite() {}

    static boolean apply(OnnxGraph graph) {
        Map<String, NodeProto> producers = graph.producers();
        boolean changed = false;
        for (int i = graph.nodes.size() - 1; i >= 0; i--) {
            NodeProto node = graph.nodes.get(i);
            if (!node.getOpType().equals("PRelu")) {
                continue;
            }
            NodeProto producer = producers.get(node.getInput(0));
            float[] slopes = slopesOfChannels(graph.initializer(node.getInput(1)));
            if (producer != null && PICTURE_SHAPED.contains(producer.getOpType()) && slopes.length > 0) {
                graph.nodes.remove(i);
                graph.nodes.addAll(i, expand(graph, node, slopes));
                changed = true;
            }
        }
        return changed;
    }

    /** Slopes of shape [C, 1, 1] or [1, C, 1, 1]; empty for anything else, which stays as it is. */
    private static float[] slopesOfChannels(@org.jspecify.annotations.Nullable TensorProto slope) {
        if (slope == null || slope.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            return new float[0];
        }
        List<Long> dims = slope.getDimsList();
        boolean channels = (dims.size() == 3 && dims.get(1) == 1 && dims.get(2) == 1)
                || (dims.size() == 4 && dims.get(0) == 1 && dims.get(2) == 1 && dims.get(3) == 1);
        float[] values = channels ? OnnxProtos.values(slope) : new float[0];
        return values.length > 1 ? values : new float[0];
    }

    private static List<NodeProto> expand(OnnxGraph graph, NodeProto prelu, float[] slopes) {
        String x = prelu.getInput(0);
        String y = prelu.getOutput(0);
        float[] rest = new float[slopes.length];
        for (int c = 0; c < slopes.length; c++) {
            rest[c] = 1 - slopes[c];
        }
        graph.putInitializer(OnnxProtos.floats(y + "_slope", slopes, slopes.length, 1, 1, 1));
        graph.putInitializer(OnnxProtos.floats(y + "_rest", rest, rest.length, 1, 1, 1));
        return List.of(
                OnnxProtos.node("Relu", List.of(x), y + "_relu"),
                depthwise(x, y + "_slope", y + "_linear", slopes.length),
                depthwise(y + "_relu", y + "_rest", y + "_bent", slopes.length),
                OnnxProtos.node("Add", List.of(y + "_linear", y + "_bent"), y));
    }

    private static NodeProto depthwise(String x, String weight, String y, int channels) {
        return OnnxProtos.node(
                "Conv",
                List.of(x, weight),
                y,
                OnnxProtos.integer("group", channels),
                OnnxProtos.integers("kernel_shape", 1, 1));
    }
}
