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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default pack's model on photographs of people. */
class LivenessModelIT {
    private static final List<String> PICTURES = List.of(
            "George_Pataki/George_Pataki_0002.jpg",
            "Steve_Waugh/Steve_Waugh_0002.jpg",
            "Venus_Williams/Venus_Williams_0006.jpg",
            "Robert_Duvall/Robert_Duvall_0005.jpg",
            "Kim_Dae-jung/Kim_Dae-jung_0003.jpg",
            "Luis_Figo/Luis_Figo_0004.jpg");

    @BeforeEach
    void modelsAreThere() {
        TestData.models();
    }

    @Test
    void aGenuineFaceIsLiveInTheColourOrderAndRangeOfTheCardAndInNoOther() throws IOException {
        LocatedModel model = LivenessModel.in(ModelStore.defaultPack());
        List<byte[]> crops = genuine();

        try (LivenessModel live = LivenessModel.open(model, Device.CPU);
                LivenessModel toOne = LivenessModel.open(scaled(model, 1 / 255f), Device.CPU)) {
            double asItIs = mean(crops, live);
            double redFirst = mean(crops.stream().map(LivenessModelIT::redFirst).toList(), live);
            assertThat(asItIs).isGreaterThan(0.7).isEqualTo(mean(crops, live));
            assertThat(redFirst).isLessThan(asItIs - 0.2);
            assertThat(mean(crops, toOne)).as("fed with 0..1").isLessThan(0.05);
        }
    }

    private static double mean(List<byte[]> crops, LivenessModel model) {
        return crops.stream().mapToDouble(model::score).average().orElseThrow();
    }

    private static byte[] redFirst(byte[] crop) {
        byte[] turned = crop.clone();
        for (int i = 0; i < crop.length; i += 3) {
            turned[i] = crop[i + 2];
            turned[i + 2] = crop[i];
        }
        return turned;
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

    private static List<byte[]> genuine() throws IOException {
        ModelPack pack = ModelStore.defaultPack();
        List<byte[]> crops = new ArrayList<>();
        try (FaceAnalyzer analyzer = FaceAnalyzer.open(pack, Device.CPU, AnalyzerOptions.defaults());
                LivenessCropper cropper =
                        new LivenessCropper(LivenessModel.in(pack).card())) {
            for (String name : PICTURES) {
                try (Picture picture = PictureReader.read(TestData.shared("lfw/raw-250-fold8/" + name))) {
                    FaceBox box = analyzer.detect(picture).get(0).box();
                    crops.add(cropper.crop(picture, box));
                }
            }
        }
        return crops;
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
