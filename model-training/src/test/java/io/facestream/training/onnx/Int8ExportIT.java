package io.facestream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.facestream.training.net.Backbone;
import io.facestream.training.net.WeightsFile;
import io.facestream.vision.TestData;
import io.facestream.vision.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8ExportIT {
    private static final ModelCard.Input INPUT = ExportOptions.input(ModelCard.Colour.BGR, 127, 1 / 128f);

    @TempDir
    private Path folder;

    /** With real weights: those of random ones say nothing about what rounding costs. */
    @Test
    void theDefaultModelOf8BitsIsAQuarterInSizeAndNearlyTheSame() throws IOException {
        Path original = TestData.models().resolve("fr_feature.onnx");
        WeightsFile weights = OnnxImport.read(ModelProto.parseFrom(Files.readAllBytes(original)));
        List<float[]> faces = FacePictures.of(TestData.shared("lfw/aligned-112"), 64, INPUT);
        CardText text = new CardText("small", "MIT", "here", List.of("something"), List.of(), "");
        ModelFolder small = new ModelFolder(folder);
        Int8Export.Loss loss = Int8Export.write(small, weights, ExportOptions.DEFAULT.withInput(INPUT), text, faces);
        assertThat(loss.faces()).isEqualTo(32);
        assertThat(loss.meanCosine()).isBetween(0.985, 0.99999);
        assertThat(Files.size(small.model())).isLessThan(Files.size(original) * 2 / 5);
        ModelCard card = ModelCard.read(small.card());
        assertThat(card.id()).isEqualTo("small-int8");
        assertThat(card.notKnown()).containsExactly("something", loss.sentence());
    }

    @Test
    void aModelWithGatesAndShufflesRunsIn8Bits() {
        ModelProto exact = OnnxExport.model(
                new WeightsFile(Backbone.SEESAW_DW2_SLIM, 64, Nets.wild(Backbone.SEESAW_DW2_SLIM.layer(64), 2)),
                ExportOptions.DEFAULT.withPrelu(ExportOptions.PReluForm.PUBLISHED));
        List<float[]> faces = FacePictures.of(TestData.shared("lfw/aligned-112"), 6, INPUT);
        ModelProto small = Int8Export.quantised(exact, faces.subList(0, 4));
        Int8Export.Loss loss = Int8Export.loss(exact, small, faces.subList(4, 6));
        assertThat(loss.leastCosine()).isBetween(0.9, 0.999999);
    }
}
