package io.facestream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.Engines;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks read out of models, against the models. */
class OnnxImportIT {
    private static final double GOAL = 1e-5;

    private static NDManager manager;

    @BeforeAll
    static void startEngine() {
        Engines.start(1);
        manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    @ParameterizedTest
    @EnumSource
    void aFoldedModelComesBackAsTheSameFunction(Backbone backbone) {
        Layer layer = backbone.layer(64);
        ModelProto model = OnnxExport.model(new WeightsFile(backbone, 64, Nets.wild(layer, 3)), ExportOptions.DEFAULT);
        WeightsFile read = OnnxImport.read(model);
        try (NetBlock block = new NetBlock(layer, read.weights(), manager);
                OrtModel ort = OrtModel.open(model.toByteArray(), 1)) {
            OnnxParity parity = OnnxParity.of(ort, false, block, Noise.pictures(1));
            assertThat(parity.relative()).isLessThanOrEqualTo(GOAL);
        }
    }

    /** The default model of the npm package: another project's, folded, of a fixed batch of 1. */
    @Test
    void theDefaultModelIsAMobileFaceNetAndCanBeTrainedOn() throws IOException {
        Path file = TestData.models().resolve("fr_feature.onnx");
        WeightsFile read = OnnxImport.read(ModelProto.parseFrom(Files.readAllBytes(file)));
        assertThat(read.backbone()).isEqualTo(Backbone.MOBILE_FACE_NET);
        assertThat(read.dimension()).isEqualTo(512);
        ModelCard.Input input = ExportOptions.input(ModelCard.Colour.BGR, 127, 1 / 128f);
        List<float[]> faces = FacePictures.of(TestData.shared("lfw/aligned-112"), 32, input);
        Weights unfolded = BatchNormUnfolding.unfold(read.layer(), read.weights(), manager, faces, 12);
        try (OrtModel ort = OrtModel.open(file, 1)) {
            assertThat(parity(ort, read.layer(), read.weights(), faces.subList(0, 8))
                            .relative())
                    .isLessThanOrEqualTo(GOAL);
            assertThat(parity(ort, read.layer(), unfolded, faces.subList(0, 8)).relative())
                    .isLessThanOrEqualTo(GOAL);
        }
        // folded, a batch is normalised by its own statistics to something else altogether
        assertThat(trainingDiffersBy(read.layer(), read.weights(), faces)).isGreaterThan(0.1);
        assertThat(trainingDiffersBy(read.layer(), unfolded, faces)).isLessThanOrEqualTo(GOAL);
    }

    @Test
    void anUnfoldedNetworkIsExportedAsTheSameModelAgain() {
        Layer layer = Backbone.SEESAW_DW2_SLIM.layer(64);
        ModelProto model = OnnxExport.model(
                new WeightsFile(Backbone.SEESAW_DW2_SLIM, 64, Nets.wild(layer, 4)), ExportOptions.DEFAULT);
        List<float[]> noise = Noise.pictures(12);
        Weights read = OnnxImport.read(model).weights();
        Weights unfolded = BatchNormUnfolding.unfold(layer, read, manager, noise, 12);
        ModelProto again =
                OnnxExport.model(new WeightsFile(Backbone.SEESAW_DW2_SLIM, 64, unfolded), ExportOptions.DEFAULT);
        try (OrtModel before = OrtModel.open(model.toByteArray(), 1);
                OrtModel after = OrtModel.open(again.toByteArray(), 1)) {
            assertThat(OnnxParity.of(before, after, noise).relative()).isLessThanOrEqualTo(GOAL);
        }
        assertThat(trainingDiffersBy(layer, unfolded, noise)).isLessThanOrEqualTo(GOAL);
    }

    private static OnnxParity parity(OrtModel model, Layer layer, Weights weights, List<float[]> pictures) {
        try (NetBlock block = new NetBlock(layer, weights, manager)) {
            return OnnxParity.of(model, false, block, pictures);
        }
    }

    /** Largest difference between the embeddings of one batch in training and in use, as a share of the largest value. */
    private static double trainingDiffersBy(Layer layer, Weights weights, List<float[]> pictures) {
        try (NDManager inner = manager.newSubManager();
                NetBlock block = new NetBlock(layer, weights, inner)) {
            NDArray in = inner.create(
                    OnnxParity.joined(pictures), new Shape(pictures.size(), 3, Backbone.SIDE, Backbone.SIDE));
            NDArray use = block.embed(in);
            NDArray training = block.forward(new ParameterStore(inner, false), new NDList(in), true)
                    .singletonOrThrow();
            return training.sub(use).abs().max().getFloat() / use.abs().max().getFloat();
        }
    }
}
