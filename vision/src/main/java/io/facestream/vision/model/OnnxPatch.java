package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl;

/**
 * Rewrites of a model's graph in memory, at load time; none changes what the model computes.
 *
 * <ul>
 *   <li>a batch that the exporter fixed at 1 becomes free;
 *   <li>on the CPU, PReLU becomes two depthwise convolutions ({@link PReluRewrite});
 *   <li>an RFB detector loses its prior decode, which ties it to one picture size ({@link RfbCut}).
 * </ul>
 */
final class OnnxPatch {
    private OnnxPatch() {}

    static byte[] rewrite(LocatedModel model, byte[] bytes, Device device) {
        return rewrite(model, bytes, device.kind() == Device.Kind.CPU);
    }

    static byte[] rewrite(LocatedModel model, byte[] bytes, boolean expandPRelu) {
        OnnxMl.ModelProto parsed = ModelFile.parse(model.file(), bytes);
        OnnxGraph graph = new OnnxGraph(parsed.getGraph());
        boolean changed = false;
        switch (model.card().family()) {
            case RFB -> changed = RfbCut.apply(model.file(), graph);
            case ARCFACE, LANDMARKS68, MINIFASNET, HOPENET, EYESTATE -> changed = FreeBatch.apply(graph);
            case SCRFD, YUNET -> {
                // their exports reshape to constants that include the picture's size: they run as they are
            }
        }
        if (expandPRelu) {
            changed |= PReluRewrite.apply(graph);
        }
        if (!changed) {
            return bytes;
        }
        graph.prune();
        return parsed.toBuilder().setGraph(graph.build()).build().toByteArray();
    }
}
