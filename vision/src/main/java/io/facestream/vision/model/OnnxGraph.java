package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph being rewritten: who makes and who takes a value, and the few edits that the rewrites need. */
final class OnnxGraph {
    private final GraphProto original;
    final List<NodeProto> nodes;
    final List<ValueInfoProto> inputs;
    final List<ValueInfoProto> outputs;
    private final Map<String, TensorProto> initializers = new LinkedHashMap<>();
    private boolean shapesStale;

    OnnxGraph(GraphProto graph) {
        this.original = graph;
        this.nodes = new ArrayList<>(graph.getNodeList());
        this.outputs = new ArrayList<>(graph.getOutputList());
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        this.inputs = new ArrayList<>(graph.getInputList());
    }

    /** The inputs that are fed, which old exports list together with the weights. */
    List<Integer> fedInputs() {
        List<Integer> fed = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (!initializers.containsKey(inputs.get(i).getName())) {
                fed.add(i);
            }
        }
        return fed;
    }

    Map<String, NodeProto> producers() {
        Map<String, NodeProto> producers = new HashMap<>();
        nodes.forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
        return producers;
    }

    /** All values that depend on what is fed. */
    Set<String> fedValues() {
        Set<String> fed = new HashSet<>();
        fedInputs().forEach(i -> fed.add(inputs.get(i).getName()));
        for (NodeProto node : nodes) {
            if (node.getInputList().stream().anyMatch(fed::contains)) {
                fed.addAll(node.getOutputList());
            }
        }
        return fed;
    }

    @Nullable
    TensorProto initializer(String name) {
        return initializers.get(name);
    }

    /** An initializer's values, or those of a Constant node. */
    @Nullable
    TensorProto constant(String name) {
        TensorProto initializer = initializers.get(name);
        if (initializer != null) {
            return initializer;
        }
        NodeProto producer = producers().get(name);
        return producer == null || !producer.getOpType().equals("Constant")
                ? null
                : producer.getAttributeList().stream()
                        .filter(AttributeProto::hasT)
                        .map(AttributeProto::getT)
                        .findFirst()
                        .orElse(null);
    }

    void putInitializer(TensorProto tensor) {
        initializers.put(tensor.getName(), tensor);
    }

    /** Shapes of values inside the graph, if the file stores them, hold no longer. */
    void forgetShapes() {
        shapesStale = true;
    }

    static List<Long> dimensions(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList().stream()
                .map(dim -> dim.hasDimValue() ? dim.getDimValue() : -1)
                .toList();
    }

    static ValueInfoProto withFreeDimension(ValueInfoProto value, int index, String name) {
        ValueInfoProto.Builder builder = value.toBuilder();
        TensorShapeProto.Builder shape =
                builder.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        shape.setDim(index, TensorShapeProto.Dimension.newBuilder().setDimParam(name));
        return builder.build();
    }

    static long attribute(NodeProto node, String name, long otherwise) {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return attribute.getI();
            }
        }
        return otherwise;
    }

    /** Drops nodes and weights that no output needs. */
    void prune() {
        if (nodes.stream().flatMap(node -> node.getAttributeList().stream()).anyMatch(AttributeProto::hasG)) {
            // a nested graph takes values that no list of inputs names: everything stays
            return;
        }
        Set<String> needed = new HashSet<>();
        outputs.forEach(output -> needed.add(output.getName()));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            // nodes are in topological order, so all takers of a value come after its maker
            NodeProto node = nodes.get(i);
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                needed.addAll(node.getInputList());
            } else {
                nodes.remove(i);
            }
        }
        initializers.keySet().retainAll(needed);
        inputs.removeIf(input -> !needed.contains(input.getName()));
    }

    GraphProto build() {
        GraphProto.Builder graph = original.toBuilder()
                .clearNode()
                .addAllNode(nodes)
                .clearInitializer()
                .addAllInitializer(initializers.values())
                .clearInput()
                .addAllInput(inputs)
                .clearOutput()
                .addAllOutput(outputs);
        return shapesStale ? graph.clearValueInfo().build() : graph.build();
    }
}
