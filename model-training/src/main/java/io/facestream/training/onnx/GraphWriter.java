package io.facestream.training.onnx;

import static io.facestream.vision.model.OnnxProtos.integer;
import static io.facestream.vision.model.OnnxProtos.integers;
import static io.facestream.vision.model.OnnxProtos.node;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Dimensions;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.TensorSpec.Role;
import io.facestream.training.net.Weights;
import io.facestream.training.onnx.Dataflow.Operation;
import io.facestream.training.onnx.ExportOptions.Norm;
import io.facestream.training.onnx.ExportOptions.PReluForm;
import io.facestream.vision.model.OnnxProtos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a network's operations as the nodes of one graph. */
final class GraphWriter {
    private final Dataflow dataflow;
    private final Folding folding;
    private final Weights weights;
    private final ExportOptions options;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("embedding");
    private final Map<Integer, String> names = new HashMap<>();

    GraphWriter(Dataflow dataflow, Folding folding, Weights weights, ExportOptions options) {
        this.dataflow = dataflow;
        this.folding = folding;
        this.weights = weights;
        this.options = options;
    }

    GraphProto write() {
        names.put(Dataflow.PICTURE, OnnxExport.INPUT);
        for (Operation operation : dataflow.operations()) {
            write(operation);
        }
        if (options.norm() == Norm.INSIDE) {
            List<String> result = List.of(names.get(dataflow.result()));
            graph.addNode(node("LpNormalization", result, OnnxExport.OUTPUT, integer("axis", 1), integer("p", 2)));
        } else {
            graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, OnnxExport.OUTPUT);
        }
        graph.addInput(OnnxProtos.batched(OnnxExport.INPUT, 3, Backbone.SIDE, Backbone.SIDE));
        graph.addOutput(OnnxProtos.batched(
                OnnxExport.OUTPUT, dataflow.dimensions().get(dataflow.result()).channels()));
        return graph.build();
    }

    private void write(Operation operation) {
        if (operation.layer() instanceof Layer.BatchNorm && folding.hides(operation)) {
            names.put(operation.output(), names.get(operation.input()));
            return;
        }
        String name = OnnxExport.nameOf(operation.path());
        names.put(operation.output(), name);
        List<String> in = operation.inputs().stream().map(names::get).toList();
        Layer layer = operation.layer();
        if (layer instanceof Layer.Conv conv) {
            writeConv(operation, conv, in, name);
        } else if (layer instanceof Layer.Linear linear) {
            List<String> inputs = dense(operation, in, name, linear.out(), linear.in());
            graph.addNode(node("Gemm", inputs, name, integer("transB", 1)));
        } else if (layer instanceof Layer.BatchNorm norm) {
            List<String> inputs = new ArrayList<>(in);
            TensorSpec.own(layer, operation.path()).forEach(spec -> inputs.add(put(spec)));
            graph.addNode(node("BatchNormalization", inputs, name, OnnxProtos.real("epsilon", norm.epsilon())));
        } else if (layer instanceof Layer.PRelu prelu) {
            writePRelu(operation, prelu.channels(), in.get(0), name);
        } else if (layer instanceof Layer.Activation activation) {
            writeActivation(activation, in, name);
        } else if (layer instanceof Layer.Shuffle shuffle) {
            writeShuffle(shuffle, dataflow.dimensions().get(operation.output()), in, name);
        } else {
            writePlain(layer, in, name);
        }
    }

    private void writeConv(Operation operation, Layer.Conv conv, List<String> in, String name) {
        List<String> inputs =
                dense(operation, in, name, conv.out(), conv.in() / conv.groups(), conv.kernel(), conv.kernel());
        graph.addNode(node("Conv", inputs, name, window(conv.kernel(), conv.stride(), conv.padding(), conv.groups())));
    }

    /** Puts weight and bias, folded, and gives the node's inputs. */
    private List<String> dense(Operation operation, List<String> in, String name, long... shape) {
        Folding.Dense dense = folding.fold(operation, weights);
        List<String> inputs = new ArrayList<>(in);
        inputs.add(name + ".weight");
        graph.addInitializer(OnnxProtos.floats(name + ".weight", dense.weight(), shape));
        if (dense.bias().length > 0) {
            inputs.add(name + ".bias");
            graph.addInitializer(OnnxProtos.floats(name + ".bias", dense.bias(), dense.bias().length));
        }
        return inputs;
    }

    private String put(TensorSpec spec) {
        graph.addInitializer(OnnxProtos.floats(spec.name(), weights.get(spec.name()), OnnxExport.shape(spec)));
        return spec.name();
    }

    private static AttributeProto[] window(int kernel, int stride, int padding, int groups) {
        return new AttributeProto[] {
            integers("kernel_shape", kernel, kernel),
            integers("strides", stride, stride),
            integers("pads", padding, padding, padding, padding),
            integer("group", groups)
        };
    }

    /** PReLU(x) = slope * x + (1 - slope) * relu(x), both factors depthwise convolutions. */
    private void writePRelu(Operation operation, int channels, String x, String name) {
        float[] slopes = weights.get(operation.tensor(Role.SLOPE));
        String slope = name + ".slope";
        boolean isPicture = dataflow.dimensions().get(operation.output()).height() > 1;
        if (options.prelu() == PReluForm.PUBLISHED || !isPicture) {
            graph.addInitializer(OnnxProtos.floats(slope, slopes, channels, 1, 1));
            graph.addNode(node("PRelu", List.of(x, slope), name));
            return;
        }
        float[] rest = new float[channels];
        for (int c = 0; c < channels; c++) {
            rest[c] = 1 - slopes[c];
        }
        graph.addInitializer(OnnxProtos.floats(slope, slopes, channels, 1, 1, 1));
        graph.addInitializer(OnnxProtos.floats(name + ".rest", rest, channels, 1, 1, 1));
        AttributeProto[] depthwise = window(1, 1, 0, channels);
        graph.addNode(node("Relu", List.of(x), name + ".relu"));
        graph.addNode(node("Conv", List.of(x, slope), name + ".linear", depthwise));
        graph.addNode(node("Conv", List.of(name + ".relu", name + ".rest"), name + ".bent", depthwise));
        graph.addNode(node("Add", List.of(name + ".linear", name + ".bent"), name));
    }

    private void writeActivation(Layer.Activation activation, List<String> in, String name) {
        switch (activation) {
            case RELU -> graph.addNode(node("Relu", in, name));
            case SIGMOID -> graph.addNode(node("Sigmoid", in, name));
            case SWISH -> {
                graph.addNode(node("Sigmoid", in, name + ".sigmoid"));
                graph.addNode(node("Mul", List.of(in.get(0), name + ".sigmoid"), name));
            }
            case RELU6 -> {
                graph.addInitializer(OnnxProtos.floats(name + ".from", new float[] {0}));
                graph.addInitializer(OnnxProtos.floats(name + ".to", new float[] {6}));
                graph.addNode(node("Clip", List.of(in.get(0), name + ".from", name + ".to"), name));
            }
        }
    }

    private void writeShuffle(Layer.Shuffle shuffle, Dimensions size, List<String> in, String name) {
        int groups = shuffle.groups();
        // a size of 0 is the input's: the batch
        graph.addInitializer(
                OnnxProtos.longs(name + ".rows", 0, groups, size.channels() / groups, size.height(), size.width()));
        graph.addInitializer(OnnxProtos.longs(name + ".flat", 0, size.channels(), size.height(), size.width()));
        graph.addNode(node("Reshape", List.of(in.get(0), name + ".rows"), name + ".matrix"));
        graph.addNode(node("Transpose", List.of(name + ".matrix"), name + ".turned", integers("perm", 0, 2, 1, 3, 4)));
        graph.addNode(node("Reshape", List.of(name + ".turned", name + ".flat"), name));
    }

    private void writePlain(Layer layer, List<String> in, String name) {
        if (layer instanceof Layer.MaxPool pool) {
            AttributeProto[] window = window(pool.kernel(), pool.stride(), pool.padding(), 1);
            graph.addNode(node("MaxPool", in, name, window[0], window[1], window[2]));
        } else if (layer instanceof Layer.GlobalAveragePool) {
            graph.addNode(node("GlobalAveragePool", in, name));
        } else if (layer instanceof Layer.Flatten) {
            graph.addNode(node("Flatten", in, name, integer("axis", 1)));
        } else if (layer instanceof Layer.Slice slice) {
            graph.addInitializer(OnnxProtos.longs(name + ".from", slice.from()));
            graph.addInitializer(OnnxProtos.longs(name + ".to", slice.to()));
            graph.addInitializer(OnnxProtos.longs(name + ".axis", 1));
            graph.addNode(node("Slice", List.of(in.get(0), name + ".from", name + ".to", name + ".axis"), name));
        } else if (layer instanceof Layer.Residual) {
            graph.addNode(node("Add", in, name));
        } else if (layer instanceof Layer.Gate) {
            graph.addNode(node("Mul", in, name));
        } else if (layer instanceof Layer.Concat) {
            graph.addNode(node("Concat", in, name, integer("axis", 1)));
        } else {
            throw new IllegalArgumentException("layer: " + layer + " (expected: one that ONNX can say)");
        }
    }
}
