package io.facestream.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Layer;
import io.facestream.training.net.TensorSpec;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.vision.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a network as an ONNX model: input {@code input} [batch, 3, 112, 112], output {@code embedding} [batch, dimension], the batch of any
 * size. What the model is and what it takes stands in its metadata.
 */
public final class OnnxExport {
    /** Name of the model's input. */
    public static final String INPUT = "input";
    /** Name of the model's output. */
    public static final String OUTPUT = "embedding";

    static final String BACKBONE = "facestream.backbone";
    static final String DIMENSION = "facestream.dimension";

    private static final long OPSET = 17;
    private static final long IR_VERSION = 8;

    private OnnxExport() {}

    /** The model of a named network with its values. */
    public static ModelProto model(WeightsFile file, ExportOptions options) {
        checkFinite(file.weights());
        ModelProto.Builder model = model(file.layer(), file.weights(), options).toBuilder();
        putMetadata(model, BACKBONE, file.backbone().toString());
        putMetadata(model, DIMENSION, Integer.toString(file.dimension()));
        putMetadata(model, "facestream.fold", Boolean.toString(options.fold()));
        putMetadata(model, "facestream.prelu", options.prelu().toString());
        putMetadata(model, "facestream.norm", options.norm().toString());
        ModelCard.Input input = options.input();
        putMetadata(model, "facestream.colour", input.colour().toString());
        putMetadata(model, "facestream.mean", joined(input.mean()));
        putMetadata(model, "facestream.scale", joined(input.scale()));
        putMetadata(model, "facestream.preprocessing", "(pixel - mean) * scale of 0..255, NCHW, ArcFace 112 x 112");
        return model.build();
    }

    /** The model of any network that takes such pictures, without metadata. */
    static ModelProto model(Layer layer, Weights weights, ExportOptions options) {
        Dataflow dataflow = Dataflow.of(layer);
        Folding folding = options.fold() ? Folding.of(dataflow) : Folding.none();
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("facestream")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(new GraphWriter(dataflow, folding, weights, options).write())
                .build();
    }

    private static void checkFinite(Weights weights) {
        weights.values().forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new TrainingException(
                            "weights: " + name + "[" + i + "] is " + values[i] + " (expected: a finite number)");
                }
            }
        });
    }

    private static void putMetadata(ModelProto.Builder model, String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    }

    /** What a model says of itself. */
    static Map<String, String> metadata(ModelProto model) {
        return model.getMetadataPropsList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
    }

    private static String joined(List<Float> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** A name for what has none: the network itself. */
    static String nameOf(String path) {
        return path.isEmpty() ? "net" : path;
    }

    /** Shape of a tensor, as ONNX wants it. */
    static long[] shape(TensorSpec spec) {
        return spec.shape().stream().mapToLong(Integer::longValue).toArray();
    }
}
