package io.facestream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.TrainingException;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.Layer;
import io.facestream.training.net.Weights;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.ExportOptions.PReluForm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxImportTest {
    /** The larger ones differ from those here only in how often a unit is repeated. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"(IR|IR_SE|IRESNET)_(34|50|100|152)", ".*LARGE", "RESNET.*"})
    void whatIsNotFoldedComesBackToTheBit(Backbone backbone) {
        Weights weights = Nets.wild(backbone.layer(32), 1);
        for (PReluForm form : PReluForm.values()) {
            ExportOptions options = ExportOptions.DEFAULT.withFold(false).withPrelu(form);
            WeightsFile read = OnnxImport.read(OnnxExport.model(new WeightsFile(backbone, 32, weights), options));
            assertThat(read.backbone()).isEqualTo(backbone);
            assertThat(read.dimension()).isEqualTo(32);
            weights.values()
                    .forEach((name, values) -> assertThat(
                                    Arrays.equals(read.weights().get(name), values))
                            .as(name)
                            .isTrue());
        }
    }

    @Test
    void aModelThatDoesNotSayWhatItIsIsRecognisedByItsLayers() {
        for (Backbone backbone : new Backbone[] {Backbone.SEESAW_DW1, Backbone.MOBILE_NET_V2, Backbone.TINY}) {
            Weights weights = Nets.wild(backbone.layer(24), 1);
            ModelProto model = OnnxExport.model(backbone.layer(24), weights, ExportOptions.DEFAULT);
            assertThat(OnnxImport.read(model).backbone()).isEqualTo(backbone);
        }
    }

    @Test
    void theFirstDifferenceIsNamed() {
        ModelProto mobile = model(Backbone.MOBILE_FACE_NET);
        assertThatThrownBy(() -> OnnxImport.read(mobile, Backbone.TINY))
                .isInstanceOf(TrainingException.class)
                .hasMessage("conv 1: [64,3,3,3] (expected: [16,3,3,3])");
        assertThatThrownBy(() -> OnnxImport.read(model(Backbone.MOBILE_FACE_NET_WIDE), Backbone.MOBILE_FACE_NET))
                .hasMessage("conv 1: [128,3,3,3] (expected: [64,3,3,3])");
        assertThatThrownBy(() -> OnnxImport.read(model(Backbone.SEESAW_SHARE), Backbone.MOBILE_FACE_NET))
                .hasMessage("prelu 1: conv 2 [64,1,3,3] stride 1 padding 1 groups 64 (expected: prelu [64])");
        // of a normalisation behind the first convolution of each unit, which the other network does not have
        assertThatThrownBy(() -> OnnxImport.read(model(Backbone.IRESNET_18), Backbone.IR_18))
                .hasMessage("prelu 2: conv 3 [64,64,3,3] stride 2 padding 1 groups 1 (expected: prelu [64])"
                        .replace(
                                "prelu 2: conv 3 [64,64,3,3] stride 2 padding 1 groups 1 (expected: prelu [64])",
                                "conv 2 [64,64,3,3] stride 1 padding 1 groups 1: has a bias (expected: none)"));
    }

    @Test
    void aStrideThatDiffersIsNamedThoughTheWeightsFit() {
        Layer one = new Layer.Conv(3, 4, 3, 2, 1, 1, false);
        Layer other = new Layer.Conv(3, 4, 3, 1, 1, 1, false);
        ModelProto model = OnnxExport.model(one, Nets.wild(one, 1), ExportOptions.DEFAULT);
        assertThatThrownBy(() -> OnnxImport.weights(model, other))
                .hasMessage("conv 1: [4,3,3,3] stride 2 padding 1 groups 1"
                        + " (expected: [4,3,3,3] stride 1 padding 1 groups 1)");
    }

    @Test
    void aModelThatEndsTooEarlyOrTooLateIsRefused() {
        Layer longer = Layer.sequence(Layer.Conv.pointwise(3, 4), Layer.Conv.pointwise(4, 5));
        Layer shorter = Layer.sequence(Layer.Conv.pointwise(3, 4));
        ModelProto full = OnnxExport.model(longer, Nets.wild(longer, 1), ExportOptions.DEFAULT);
        ModelProto cut = OnnxExport.model(shorter, Nets.wild(shorter, 1), ExportOptions.DEFAULT);
        assertThatThrownBy(() -> OnnxImport.weights(cut, longer))
                .hasMessage("conv 2: none (expected: [5,4,1,1] stride 1 padding 0 groups 1)");
        assertThatThrownBy(() -> OnnxImport.weights(full, shorter))
                .hasMessageStartingWith("conv 2 [5,4,1,1] stride 1 padding 0 groups 1 (expected: the end");
    }

    @Test
    void weightsThatAreNotStoredAsFloatsAreRefused() {
        ModelProto.Builder model = model(Backbone.TINY).toBuilder();
        model.getGraphBuilder().getInitializerBuilder(0).setDataType(10);
        assertThatThrownBy(() -> OnnxImport.read(model.build()))
                .hasMessage("conv 1: stem.conv.weight is of type 10 (expected: 32-bit floats stored in the file)");
    }

    private static ModelProto model(Backbone backbone) {
        return OnnxExport.model(new WeightsFile(backbone, 32, Nets.zeros(backbone.layer(32))), ExportOptions.DEFAULT);
    }
}
