package io.facestream.vision.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** ONNX's messages, made and read. */
public final class OnnxProtos {
    private OnnxProtos() {}

    public static NodeProto node(String type, List<String> in, String out, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(out)
                .addAllInput(in)
                .addOutput(out)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto real(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    public static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    public static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    public static TensorProto floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, DataType.FLOAT, raw, shape);
    }

    public static TensorProto longs(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return tensor(name, DataType.INT64, raw, values.length);
    }

    public static TensorProto bytes(String name, DataType type, byte[] values, long... shape) {
        return tensor(name, type, ByteBuffer.wrap(values), shape);
    }

    private static TensorProto tensor(String name, DataType type, ByteBuffer raw, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    /** A float tensor's values, however the file keeps them. */
    public static float[] values(TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** The values of a tensor of 64-bit integers, however the file keeps them. */
    public static long[] longValues(TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
        }
        long[] values = new long[tensor.getRawData().size() / 8];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(values);
        return values;
    }

    /** A tensor of floats whose first size is the batch's. */
    public static ValueInfoProto batched(String name, long... rest) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (long size : rest) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
