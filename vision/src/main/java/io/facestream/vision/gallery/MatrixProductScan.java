package io.facestream.vision.gallery;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's matrix product of the probe, [1, D], with the templates, [D, N], which lie transposed in native memory and are
 * handed over without a copy. One session a JVM serves all galleries, since the matrix is an input and not a weight.
 */
final class MatrixProductScan implements TemplateScan {
    /** Columns of one matrix: a direct buffer ends at 2 GiB. */
    private static final int BLOCK = 131_072;

    private static @Nullable OrtSession product;

    private final int dimension;
    private final List<Block> blocks = new ArrayList<>();

    private record Block(int first, int columns, FloatBuffer values, OnnxTensor matrix) {}

    MatrixProductScan(List<Template> templates, int dimension) {
        this.dimension = dimension;
        for (int first = 0; first < templates.size(); first += BLOCK) {
            blocks.add(block(templates, first, Math.min(BLOCK, templates.size() - first)));
        }
    }

    private Block block(List<Template> templates, int first, int columns) {
        FloatBuffer matrix = direct(columns * dimension);
        // a strip of columns at a time: writing one template down a whole column would touch a page for each of its
        // values
        int strip = 256;
        float[] line = new float[strip];
        for (int from = 0; from < columns; from += strip) {
            int width = Math.min(strip, columns - from);
            for (int d = 0; d < dimension; d++) {
                for (int i = 0; i < width; i++) {
                    line[i] = templates.get(first + from + i).unit()[d];
                }
                matrix.put(d * columns + from, line, 0, width);
            }
        }
        try {
            OnnxTensor tensor = OnnxTensor.createTensor(environment(), matrix, new long[] {dimension, columns});
            return new Block(first, columns, matrix, tensor);
        } catch (OrtException e) {
            throw new IllegalStateException("gallery of " + templates.size() + " templates: " + e.getMessage(), e);
        }
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(4, values))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void scores(float[] probe, float[] out) {
        FloatBuffer row = direct(dimension).put(probe, 0, dimension).clear();
        try (OnnxTensor probeTensor = OnnxTensor.createTensor(environment(), row, new long[] {1, dimension})) {
            for (Block block : blocks) {
                try (OrtSession.Result result =
                        product().run(Map.of("probe", probeTensor, "templates", block.matrix()))) {
                    ((OnnxTensor) result.get(0)).getFloatBuffer().get(out, block.first(), block.columns());
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException("gallery search: " + e.getMessage(), e);
        }
    }

    @Override
    public double exact(int row, float[] probe) {
        Block block = blocks.get(row / BLOCK);
        int column = row - block.first();
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            sum += (double) block.values().get(d * block.columns() + column) * probe[d];
        }
        return sum;
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    private static synchronized OrtSession product() throws OrtException {
        if (product == null) {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                product = environment().createSession(model(), options);
            }
        }
        return product;
    }

    private static byte[] model() {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .setName("gallery")
                        .addInput(value("probe", "one", "dimension"))
                        .addInput(value("templates", "dimension", "count"))
                        .addOutput(value("scores", "one", "count"))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("MatMul")
                                .addInput("probe")
                                .addInput("templates")
                                .addOutput("scores")))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    @Override
    public void close() {
        blocks.forEach(block -> block.matrix().close());
    }
}
