package io.facestream.vision.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.TestData;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelPack;
import io.facestream.vision.model.ModelRefusedException;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default pack's model on a frame of a man before a camera. */
class LivenessModelIT {
    @BeforeEach
    void modelsAreThere() {
        TestData.models();
    }

    @Test
    void aGenuineFaceIsLiveInTheColourOrderAndRangeOfTheCardAndInNoOther() throws IOException {
        byte[] crop = genuine();
        LocatedModel model = LivenessModel.in(ModelStore.defaultPack());
        byte[] redFirst = crop.clone();
        for (int i = 0; i < crop.length; i += 3) {
            redFirst[i] = crop[i + 2];
            redFirst[i + 2] = crop[i];
        }

        try (LivenessModel live = LivenessModel.open(model, Device.CPU);
                LivenessModel toOne = LivenessModel.open(scaled(model, 1 / 255f), Device.CPU)) {
            assertThat(live.score(crop)).isGreaterThan(0.95f).isEqualTo(live.score(crop));
            assertThat(live.score(redFirst)).isLessThan(live.score(crop) - 0.2f);
            assertThat(toOne.score(crop)).as("fed with 0..1").isLessThan(0.05f);
        }
    }

    @Test
    void aPackWithoutSuchAModelSaysWhatIsMissing(@TempDir Path folder) throws IOException {
        for (LocatedModel model : ModelStore.defaultPack().all()) {
            if (model.card().task() != ModelCard.Task.LIVENESS) {
                Files.copy(model.file(), folder.resolve(model.card().file()));
                model.card().write(folder.resolve(model.card().id() + ".json"));
            }
        }

        assertThatThrownBy(() -> LivenessModel.open(ModelPack.load(folder), Device.CPU))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage(
                        "liveness: the pack has no such model (expected: a card with task liveness beside the others)");
    }

    private static byte[] genuine() throws IOException {
        ModelPack pack = ModelStore.defaultPack();
        try (Picture picture = PictureReader.read(TestData.shared("video/clips/franck_02221.jpg"));
                FaceAnalyzer analyzer = FaceAnalyzer.open(pack, Device.CPU, AnalyzerOptions.defaults());
                LivenessCropper cropper =
                        new LivenessCropper(LivenessModel.in(pack).card())) {
            FaceBox box = analyzer.detect(picture).get(0).box();
            return cropper.crop(picture, box);
        }
    }

    private static LocatedModel scaled(LocatedModel model, float scale) {
        ModelCard card = model.card();
        ModelCard.Input input = card.input();
        ModelCard.Input other = new ModelCard.Input(
                input.width(), input.height(), input.colour(), input.mean(), List.of(scale), input.layout());
        return new LocatedModel(
                new ModelCard(
                        card.schemaVersion(),
                        card.id(),
                        card.task(),
                        card.family(),
                        card.file(),
                        card.sha256(),
                        other,
                        card.resize(),
                        card.dimension(),
                        card.scoreThreshold(),
                        card.nms(),
                        card.normGate(),
                        card.passes(),
                        card.licence(),
                        card.origin(),
                        card.notKnown(),
                        card.thresholds(),
                        card.thresholdsMeasuredOn()),
                model.file());
    }
}
