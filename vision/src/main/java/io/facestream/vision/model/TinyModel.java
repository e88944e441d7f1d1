package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl;

/** The smallest graph that a device must be able to open: y = relu(x). */
final class TinyModel {
    private TinyModel() {}

    static byte[] relu() {
        OnnxMl.TypeProto type = OnnxMl.TypeProto.newBuilder()
                .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                        .setShape(OnnxMl.TensorShapeProto.newBuilder()
                                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                        .setDimValue(1))))
                .build();
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(OnnxMl.GraphProto.newBuilder()
                        .setName("probe")
                        .addInput(
                                OnnxMl.ValueInfoProto.newBuilder().setName("x").setType(type))
                        .addOutput(
                                OnnxMl.ValueInfoProto.newBuilder().setName("y").setType(type))
                        .addNode(OnnxMl.NodeProto.newBuilder()
                                .setOpType("Relu")
                                .addInput("x")
                                .addOutput("y")))
                .build()
                .toByteArray();
    }
}
