package io.facestream.training.onnx;

import static io.facestream.vision.model.OnnxProtos.integer;
import static io.facestream.vision.model.OnnxProtos.node;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.facestream.training.onnx.Calibration.Range;
import io.facestream.vision.model.OnnxProtos;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts pairs of QuantizeLinear and DequantizeLinear around the convolutions, dense layers and sums of a graph, which ONNX Runtime turns into
 * integer kernels, and stores their weights as integers. The first two convolutions, the last one and what comes out at the end stay exact:
 * they have few of the weights, and a quarter of what rounding costs the default model comes from them.
 */
final class Quantiser {
    /**
     * Weights are of -63..63, not 127: on processors without dot products of bytes two products are summed in 16 bits, which more would
     * overflow, so that the same model would be worse there.
     */
    private static final int LARGEST_WEIGHT = 63;

    private final GraphProto graph;
    private final Map<String, TensorProto> constants = new LinkedHashMap<>();
    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> exact = new HashSet<>();
    private final GraphProto.Builder written;
    /** What takers read in place of a value. */
    private final Map<String, String> renamed = new HashMap<>();

    Quantiser(GraphProto graph) {
        this.graph = graph;
        this.written = graph.toBuilder().clearNode().clearInitializer();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        List<String> convs = graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("Conv"))
                .map(node -> node.getOutput(0))
                .toList();
        exact.addAll(convs.subList(0, Math.min(2, convs.size())));
        exact.add(convs.get(convs.size() - 1));
        for (NodeProto node : graph.getNodeList()) {
            if (isRounded(node)) {
                values.add(node.getInput(0));
            }
            if (node.getOpType().equals("Add")) {
                values.addAll(node.getInputList());
            }
            boolean makes = node.getOpType().equals("Conv") && isRounded(node);
            if (makes || node.getOpType().equals("Add")) {
                values.add(node.getOutput(0));
            }
        }
        graph.getOutputList().forEach(output -> values.remove(output.getName()));
    }

    /** Whether a node is computed with integers. */
    private boolean isRounded(NodeProto node) {
        boolean isConv = node.getOpType().equals("Conv") && !exact.contains(node.getOutput(0));
        return isConv || node.getOpType().equals("Gemm");
    }

    /** The values that are rounded, whose ranges are needed. */
    Set<String> values() {
        return values;
    }

    GraphProto write(Map<String, Range> ranges) {
        round(graph.getInput(0).getName(), ranges);
        for (NodeProto node : graph.getNodeList()) {
            List<String> in = new ArrayList<>();
            for (String name : node.getInputList()) {
                in.add(renamed.getOrDefault(name, name));
            }
            if (isRounded(node)) {
                float inputScale = range(node.getInput(0), ranges).scale();
                roundWeights(node, in, inputScale);
            }
            written.addNode(node.toBuilder().clearInput().addAllInput(in));
            round(node.getOutput(0), ranges);
        }
        constants.values().forEach(written::addInitializer);
        return written.build();
    }

    private static Range range(String value, Map<String, Range> ranges) {
        return ranges.getOrDefault(value, Range.NOTHING);
    }

    private void round(String value, Map<String, Range> ranges) {
        if (!values.contains(value)) {
            return;
        }
        Range range = range(value, ranges);
        String scale = value + ".step";
        String zero = value + ".zero";
        constants.put(scale, OnnxProtos.floats(scale, new float[] {range.scale()}));
        constants.put(zero, OnnxProtos.bytes(zero, DataType.UINT8, new byte[] {(byte) range.zero()}));
        written.addNode(node("QuantizeLinear", List.of(value, scale, zero), value + ".levels"));
        written.addNode(node("DequantizeLinear", List.of(value + ".levels", scale, zero), value + ".rounded"));
        renamed.put(value, value + ".rounded");
    }

    private void roundWeights(NodeProto node, List<String> in, float inputScale) {
        String name = node.getInput(1);
        TensorProto weight = java.util.Objects.requireNonNull(constants.remove(name), name);
        float[] given = OnnxProtos.values(weight);
        int outputs = Math.toIntExact(weight.getDims(0));
        int each = given.length / outputs;
        float[] scales = new float[outputs];
        byte[] levels = new byte[given.length];
        for (int output = 0; output < outputs; output++) {
            float largest = 0;
            for (int i = output * each; i < (output + 1) * each; i++) {
                largest = Math.max(largest, Math.abs(given[i]));
            }
            scales[output] = Math.max(largest / LARGEST_WEIGHT, Float.MIN_NORMAL);
            for (int i = output * each; i < (output + 1) * each; i++) {
                levels[i] = (byte) Math.round(given[i] / scales[output]);
            }
        }
        long[] shape = weight.getDimsList().stream().mapToLong(Long::longValue).toArray();
        put(OnnxProtos.bytes(name + ".levels", DataType.INT8, levels, shape));
        put(OnnxProtos.floats(name + ".steps", scales, outputs));
        put(OnnxProtos.bytes(name + ".zeros", DataType.INT8, new byte[outputs], outputs));
        in.set(1, dequantised(name, List.of(name + ".levels", name + ".steps", name + ".zeros")));
        if (in.size() > 2) {
            in.set(2, roundBias(node.getInput(2), scales, inputScale));
        }
    }

    /** In steps of the products of the two, as the sums are. */
    private String roundBias(String name, float[] weightScales, float inputScale) {
        float[] given = OnnxProtos.values(java.util.Objects.requireNonNull(constants.remove(name), name));
        float[] scales = new float[given.length];
        ByteBuffer levels = ByteBuffer.allocate(Integer.BYTES * given.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < given.length; i++) {
            scales[i] = Math.max(weightScales[i] * inputScale, Float.MIN_NORMAL);
            levels.putInt(Math.round(given[i] / scales[i]));
        }
        put(OnnxProtos.bytes(name + ".levels", DataType.INT32, levels.array(), given.length));
        put(OnnxProtos.floats(name + ".steps", scales, given.length));
        put(OnnxProtos.bytes(name + ".zeros", DataType.INT32, new byte[Integer.BYTES * given.length], given.length));
        return dequantised(name, List.of(name + ".levels", name + ".steps", name + ".zeros"));
    }

    private String dequantised(String name, List<String> in) {
        written.addNode(node("DequantizeLinear", in, name + ".rounded", integer("axis", 0)));
        return name + ".rounded";
    }

    private void put(TensorProto tensor) {
        constants.put(tensor.getName(), tensor);
    }
}
