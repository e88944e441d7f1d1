package io.facestream.training.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.WeightsFile;
import io.facestream.training.onnx.ExportOptions.Norm;
import io.facestream.training.onnx.ExportOptions.PReluForm;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ONNX's own checker says, with its inference of all shapes. */
class OnnxCheckerIT {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*(100|152)")
    void aModelIsSound(Backbone backbone) {
        check(model(backbone, ExportOptions.DEFAULT));
    }

    @Test
    void eachFormOfAModelIsSound() {
        for (boolean fold : new boolean[] {true, false}) {
            for (PReluForm prelu : PReluForm.values()) {
                for (Norm norm : Norm.values()) {
                    check(model(Backbone.TINY, new ExportOptions(fold, prelu, norm, ExportOptions.RGB)));
                }
            }
        }
    }

    @Test
    void theCheckerSeesAWrongSizeAndAMissingNode() {
        ModelProto model = model(Backbone.TINY, ExportOptions.DEFAULT);
        ModelProto.Builder wrong = model.toBuilder();
        wrong.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(1)
                .setDimValue(65);
        assertThatThrownBy(() -> check(wrong.build())).hasMessageContaining("(64) vs (65)");
        ModelProto.Builder torn = model.toBuilder();
        torn.getGraphBuilder().removeNode(3);
        assertThatThrownBy(() -> check(torn.build())).hasMessageContaining("not output of any previous nodes");
    }

    private static ModelProto model(Backbone backbone, ExportOptions options) {
        return OnnxExport.model(new WeightsFile(backbone, 64, Nets.zeros(backbone.layer(64))), options);
    }

    private static void check(ModelProto model) {
        byte[] bytes = model.toByteArray();
        try (BytePointer pointer = new BytePointer(bytes)) {
            org.bytedeco.onnx.ModelProto parsed = new org.bytedeco.onnx.ModelProto();
            if (!onnx.ParseProtoFromBytes(parsed, pointer, bytes.length)) {
                throw new IllegalStateException("the checker cannot read the model");
            }
            // full, with compatible operator sets, and nothing custom
            onnx.check_model(parsed, true, false, true);
            parsed.close();
        }
    }
}
