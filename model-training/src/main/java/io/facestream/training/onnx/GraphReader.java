package io.facestream.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.facestream.training.TrainingException;
import io.facestream.training.onnx.FoundLayer.Kind;
import io.facestream.vision.model.OnnxProtos;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the nodes of a graph that have values, in order; a PReLU that was rewritten as two depthwise convolutions is one node again. */
final class GraphReader {
    private final GraphProto graph;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<FoundLayer> found = new ArrayList<>();

    private GraphReader(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> makers.put(output, node));
            if (node.getOpType().equals("Constant")) {
                OnnxProtos.attribute(node, "value").ifPresent(value -> constants.put(node.getOutput(0), value.getT()));
            }
        }
    }

    static List<FoundLayer> layers(GraphProto graph) {
        GraphReader reader = new GraphReader(graph);
        reader.read();
        return reader.found;
    }

    private void read() {
        Map<String, NodeProto> slopes = new HashMap<>();
        Set<String> parts = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Add") && node.getInputCount() == 2) {
                findRewritten(node, slopes, parts);
            }
        }
        for (NodeProto node : graph.getNodeList()) {
            NodeProto slope = slopes.get(node.getOutput(0));
            if (slope != null) {
                float[] values = values(Kind.PRELU, slope.getInput(1));
                add(Kind.PRELU, List.of((long) values.length), List.of(), List.of(values), 0, slope.getInput(0), node);
            } else if (!parts.contains(node.getOutput(0))) {
                read(node);
            }
        }
    }

    /** Whether a sum is PReLU(x) = slope * x + (1 - slope) * relu(x). */
    private void findRewritten(NodeProto sum, Map<String, NodeProto> slopes, Set<String> parts) {
        for (int i = 0; i < 2; i++) {
            NodeProto linear = makers.get(sum.getInput(i));
            NodeProto bent = makers.get(sum.getInput(1 - i));
            if (linear == null || bent == null || !isFactor(linear) || !isFactor(bent)) {
                return;
            }
            NodeProto relu = makers.get(bent.getInput(0));
            if (relu != null
                    && relu.getOpType().equals("Relu")
                    && relu.getInput(0).equals(linear.getInput(0))) {
                slopes.put(sum.getOutput(0), linear);
                parts.add(linear.getOutput(0));
                parts.add(bent.getOutput(0));
                return;
            }
        }
    }

    /** A factor a channel, as a depthwise convolution of one value. */
    private boolean isFactor(NodeProto node) {
        if (!node.getOpType().equals("Conv") || node.getInputCount() != 2) {
            return false;
        }
        TensorProto weight = constants.get(node.getInput(1));
        return weight != null
                && weight.getDimsCount() == 4
                && weight.getDims(1) == 1
                && weight.getDims(2) == 1
                && weight.getDims(3) == 1
                && integer(node, "group", 1) == weight.getDims(0);
    }

    private void read(NodeProto node) {
        switch (node.getOpType()) {
            case "Conv" -> readConv(node);
            case "Gemm" -> readGemm(node);
            case "MatMul" -> readMatMul(node);
            case "BatchNormalization" -> {
                List<float[]> tensors = new ArrayList<>();
                node.getInputList().subList(1, 5).forEach(name -> tensors.add(values(Kind.BATCH_NORM, name)));
                float epsilon = OnnxProtos.attribute(node, "epsilon")
                        .map(AttributeProto::getF)
                        .orElse(1e-5f);
                List<Long> shape = List.of((long) tensors.get(0).length);
                add(Kind.BATCH_NORM, shape, List.of(), tensors, epsilon, node.getInput(0), node);
            }
            case "PRelu" -> {
                float[] slope = values(Kind.PRELU, node.getInput(1));
                add(Kind.PRELU, List.of((long) slope.length), List.of(), List.of(slope), 0, node.getInput(0), node);
            }
            default -> {}
        }
    }

    private void readConv(NodeProto node) {
        TensorProto weight = constant(Kind.CONV, node.getInput(1));
        List<float[]> tensors = new ArrayList<>();
        tensors.add(values(Kind.CONV, node.getInput(1)));
        if (node.getInputCount() > 2) {
            tensors.add(values(Kind.CONV, node.getInput(2)));
        }
        List<Integer> window = List.of(
                Math.toIntExact(weight.getDims(2)),
                first(node, "strides", 1),
                first(node, "pads", 0),
                integer(node, "group", 1));
        add(Kind.CONV, weight.getDimsList(), window, tensors, 0, node.getInput(0), node);
    }

    private void readGemm(NodeProto node) {
        TensorProto weight = constant(Kind.LINEAR, node.getInput(1));
        boolean transposed = integer(node, "transB", 0) == 1;
        List<float[]> tensors = new ArrayList<>();
        tensors.add(outputsFirst(values(Kind.LINEAR, node.getInput(1)), weight, transposed));
        if (node.getInputCount() > 2) {
            tensors.add(values(Kind.LINEAR, node.getInput(2)));
        }
        add(Kind.LINEAR, outputsFirst(weight, transposed), List.of(), tensors, 0, node.getInput(0), node);
    }

    /** A product with a stored matrix; the sum behind it with a stored vector is its bias. */
    private void readMatMul(NodeProto node) {
        if (!constants.containsKey(node.getInput(1))) {
            return;
        }
        TensorProto weight = constant(Kind.LINEAR, node.getInput(1));
        List<float[]> tensors = new ArrayList<>();
        tensors.add(outputsFirst(values(Kind.LINEAR, node.getInput(1)), weight, false));
        NodeProto last = node;
        for (NodeProto sum : graph.getNodeList()) {
            int at = sum.getInputList().indexOf(node.getOutput(0));
            if (sum.getOpType().equals("Add") && at >= 0 && constants.containsKey(sum.getInput(1 - at))) {
                tensors.add(values(Kind.LINEAR, sum.getInput(1 - at)));
                last = sum;
            }
        }
        add(Kind.LINEAR, outputsFirst(weight, false), List.of(), tensors, 0, node.getInput(0), last);
    }

    private static List<Long> outputsFirst(TensorProto weight, boolean transposed) {
        return transposed ? weight.getDimsList() : List.of(weight.getDims(1), weight.getDims(0));
    }

    private static float[] outputsFirst(float[] values, TensorProto weight, boolean transposed) {
        if (transposed) {
            return values;
        }
        int rows = Math.toIntExact(weight.getDims(0));
        int columns = Math.toIntExact(weight.getDims(1));
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    private void add(
            Kind kind,
            List<Long> shape,
            List<Integer> window,
            List<float[]> tensors,
            float epsilon,
            String input,
            NodeProto node) {
        int number = counts.merge(kind, 1, Integer::sum);
        found.add(new FoundLayer(kind, number, shape, window, tensors, epsilon, input, node.getOutput(0)));
    }

    private TensorProto constant(Kind kind, String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null || tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
            throw new TrainingException(kind + " " + (counts.getOrDefault(kind, 0) + 1) + ": " + name
                    + (tensor == null ? " is computed" : " is of type " + tensor.getDataType())
                    + " (expected: 32-bit floats stored in the file)");
        }
        return tensor;
    }

    private float[] values(Kind kind, String name) {
        TensorProto tensor = constant(kind, name);
        float[] values = OnnxProtos.values(tensor);
        long size = tensor.getDimsList().stream().reduce(1L, Math::multiplyExact);
        if (values.length != size) {
            throw new TrainingException(kind + " " + (counts.getOrDefault(kind, 0) + 1) + ": " + name + " holds "
                    + values.length + " values (expected: " + size + ", as its shape says)");
        }
        return values;
    }

    private static int integer(NodeProto node, String name, int otherwise) {
        return OnnxProtos.attribute(node, name)
                .map(value -> Math.toIntExact(value.getI()))
                .orElse(otherwise);
    }

    /** The value of all sides, or -1 where they differ. */
    private static int first(NodeProto node, String name, int otherwise) {
        List<Long> values = OnnxProtos.attribute(node, name)
                .map(AttributeProto::getIntsList)
                .orElse(List.of());
        if (values.isEmpty()) {
            return otherwise;
        }
        return values.stream().distinct().count() == 1 ? Math.toIntExact(values.get(0)) : -1;
    }
}
