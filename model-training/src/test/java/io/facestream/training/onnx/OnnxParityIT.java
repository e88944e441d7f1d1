package io.facestream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.facestream.training.Engines;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Cost;
import io.facestream.training.net.Layer;
import io.facestream.training.net.NetBlock;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.ExportOptions.Norm;
import io.facestream.training.onnx.ExportOptions.PReluForm;
import io.facestream.vision.TestData;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each network against its model in ONNX Runtime, on real faces, with no value at its neutral one. */
class OnnxParityIT {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxParityIT.class);
    private static final double GOAL = 1e-5;
    /** Multiply-adds that the whole of one comparison may take. */
    private static final long BUDGET = 12_000_000_000L;

    private static List<float[]> faces;

    @BeforeAll
    static void startEngine() {
        Engines.start(1);
        faces = FacePictures.of(TestData.shared("lfw/aligned-112"), 16, ExportOptions.RGB);
    }

    @ParameterizedTest
    @EnumSource
    void aModelGivesTheEmbeddingsOfItsNetwork(Backbone backbone) {
        Layer layer = backbone.layer(128);
        long fit = BUDGET / Cost.of(layer, Backbone.SIDE).multiplyAdds();
        List<float[]> pictures = faces.subList(0, (int) Math.max(1, Math.min(fit, faces.size())));
        Weights weights = Nets.wild(layer, 17);
        OnnxParity parity = parity(backbone, weights, ExportOptions.DEFAULT, pictures);
        LOG.info("{}: {} of the largest value, {} pictures", backbone, parity.relative(), parity.pictures());
        assertThat(parity.magnitude()).isGreaterThan(0.01);
        assertThat(parity.relative()).isLessThanOrEqualTo(GOAL);
    }

    /** In all forms: a network of each kind of layer. */
    @ParameterizedTest
    @EnumSource(names = {"TINY", "SEESAW_DW2_SLIM", "MOBILE_NET_V2"})
    void aModelOfAnyFormGivesTheEmbeddingsOfItsNetwork(Backbone backbone) {
        Weights weights = Nets.wild(backbone.layer(128), 18);
        for (boolean fold : new boolean[] {true, false}) {
            for (PReluForm prelu : PReluForm.values()) {
                for (Norm norm : Norm.values()) {
                    ExportOptions options = new ExportOptions(fold, prelu, norm, ExportOptions.RGB);
                    OnnxParity parity = parity(backbone, weights, options, faces.subList(0, 2));
                    assertThat(parity.relative()).as(options.toString()).isLessThanOrEqualTo(GOAL);
                }
            }
        }
    }

    @Test
    void anotherNetworksModelIsFarOff() {
        Weights weights = Nets.wild(Backbone.TINY.layer(128), 19);
        byte[] other = OnnxExport.model(
                        new WeightsFile(Backbone.TINY, 128, Nets.wild(Backbone.TINY.layer(128), 20)),
                        ExportOptions.DEFAULT)
                .toByteArray();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
                NetBlock block = new NetBlock(Backbone.TINY.layer(128), weights, manager);
                OrtModel model = OrtModel.open(other, 1)) {
            OnnxParity parity = OnnxParity.of(model, false, block, faces);
            assertThat(parity.relative()).isGreaterThan(0.1);
            org.assertj.core.api.Assertions.assertThatThrownBy(parity::checked)
                    .hasMessageContaining("of its largest value (expected: at most 1e-04)");
        }
    }

    private static OnnxParity parity(
            Backbone backbone, Weights weights, ExportOptions options, List<float[]> pictures) {
        byte[] bytes = OnnxExport.model(new WeightsFile(backbone, 128, weights), options)
                .toByteArray();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
                NetBlock block = new NetBlock(backbone.layer(128), weights, manager);
                OrtModel model = OrtModel.open(bytes, 1)) {
            if (pictures.size() > 1) {
                assertThatPicturesMatter(model, pictures);
            }
            return OnnxParity.of(model, options.norm() == Norm.INSIDE, block, pictures);
        }
    }

    /** Else the first layers could be anything. */
    private static void assertThatPicturesMatter(OrtModel model, List<float[]> pictures) {
        float[] one = model.embed(pictures.get(0))[0];
        float[] other = model.embed(pictures.get(1))[0];
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < one.length; i++) {
            difference = Math.max(difference, Math.abs(one[i] - other[i]));
            magnitude = Math.max(magnitude, Math.abs(one[i]));
        }
        assertThat(difference / magnitude).isGreaterThan(10 * GOAL);
    }
}
