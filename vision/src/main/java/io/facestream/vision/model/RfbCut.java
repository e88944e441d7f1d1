package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the prior decode off an RFB detector. The priors of one picture size are constants in the file; without them the network
 * runs at any size and batch: scores [N, A, 2] as before, and locations [N, A, 4] that the caller decodes (variances 0.1 and
 * 0.2, cell centres at (i + 0.5) * size / cells).
 */
final class RfbCut {
    private RfbCut() {}

    static boolean apply(Path file, OnnxGraph graph) {
        int scores = outputOfWidth(file, graph, 2);
        int boxes = outputOfWidth(file, graph, 4);
        Map<String, NodeProto> producers = graph.producers();
        String raw = rawLocations(graph.outputs.get(boxes).getName(), producers);
        if (raw == null) {
            throw new ModelRefusedException(
                    file + ": family rfb (expected: boxes made from one Concat of the heads' locations)");
        }
        ValueInfoProto free =
                free(graph.outputs.get(boxes).toBuilder().setName(raw).build());
        ValueInfoProto freeScores = free(graph.outputs.get(scores));
        graph.outputs.clear();
        graph.outputs.addAll(List.of(freeScores, free));
        int input = graph.fedInputs().get(0);
        ValueInfoProto picture = graph.inputs.get(input);
        picture = OnnxGraph.withFreeDimension(picture, 0, "N");
        picture = OnnxGraph.withFreeDimension(picture, 2, "H");
        graph.inputs.set(input, OnnxGraph.withFreeDimension(picture, 3, "W"));
        graph.forgetShapes();
        return true;
    }

    private static ValueInfoProto free(ValueInfoProto output) {
        return OnnxGraph.withFreeDimension(OnnxGraph.withFreeDimension(output, 0, "N"), 1, "A");
    }

    private static int outputOfWidth(Path file, OnnxGraph graph, long width) {
        for (int i = 0; i < graph.outputs.size(); i++) {
            List<Long> shape = OnnxGraph.dimensions(graph.outputs.get(i));
            if (shape.size() == 3 && shape.get(2) == width) {
                return i;
            }
        }
        throw new ModelRefusedException(file + ": family rfb, no output of shape [N, A, " + width
                + "] (expected: scores of 2" + " and boxes of 4 values an anchor)");
    }

    /** The nearest Concat over anchors above the boxes, all of whose parts are reshaped heads. */
    private static @Nullable String rawLocations(String boxes, Map<String, NodeProto> producers) {
        Deque<String> next = new ArrayDeque<>(List.of(boxes));
        Set<String> seen = new HashSet<>(next);
        while (!next.isEmpty()) {
            NodeProto node = producers.get(next.poll());
            if (node == null) {
                continue;
            }
            if (isHeadConcat(node, producers)) {
                return node.getOutput(0);
            }
            node.getInputList().stream().filter(seen::add).forEach(next::add);
        }
        return null;
    }

    private static boolean isHeadConcat(NodeProto node, Map<String, NodeProto> producers) {
        return node.getOpType().equals("Concat")
                && OnnxGraph.attribute(node, "axis", -1) == 1
                && node.getInputList().stream().allMatch(input -> {
                    NodeProto producer = producers.get(input);
                    return producer != null && producer.getOpType().equals("Reshape");
                });
    }
}
