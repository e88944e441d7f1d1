package io.facestream.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.LfwTruth;
import io.facestream.vision.TestData;
import io.facestream.vision.align.FaceAligner;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.InferenceSession;
import io.facestream.vision.model.LocatedModel;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.Colour;
import io.facestream.vision.model.ModelCard.Family;
import io.facestream.vision.model.ModelCard.Input;
import io.facestream.vision.model.ModelCard.Layout;
import io.facestream.vision.model.ModelCard.Pass;
import io.facestream.vision.model.ModelCard.Resize;
import io.facestream.vision.model.ModelCard.Task;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.model.Outputs;
import io.facestream.vision.picture.NetworkInput;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detectors that users bring, and the default one before and after it was freed of its size. */
class DetectorFamiliesIT {
    private static final Logger LOG = LoggerFactory.getLogger(DetectorFamiliesIT.class);

    @Test
    void theFreedNetworkFindsTheOriginalsBoxes() throws Exception {
        TestData.models();
        LocatedModel card = ModelStore.defaultPack().detection();
        LocatedModel coarse =
                new LocatedModel(card(card.card(), List.of(new Pass(320, 240, Resize.STRETCH, 0.7f, 0))), card.file());
        int compared = 0;
        // a family whose files run as they are leaves the file alone: this is the network as it was published
        try (InferenceSession original = InferenceSession.open(
                        located(card.file(), Family.SCRFD, 320, 240, Colour.RGB, 127, 1 / 128f, Resize.STRETCH, 0.7f),
                        Device.CPU);
                FaceDetector freed = FaceDetector.open(coarse, Device.CPU, 32, 1_228_800);
                NetworkInput input = new NetworkInput(
                        320, 240, true, new float[] {127, 127, 127}, new float[] {1 / 128f, 1 / 128f, 1 / 128f})) {
            assertThat(original.inputShape()).containsExactly(1, 3, 240, 320);
            for (String path : LfwTruth.landmarks().keySet().stream().limit(296).toList()) {
                try (Picture picture = PictureReader.read(LfwTruth.originals().resolve(path))) {
                    input.fillStretched(picture);
                    Candidates expected = new Candidates();
                    expected.clear(false);
                    try (Outputs outputs = original.run(input.tensor(), 1, 3, 240, 320)) {
                        new RfbDecoder(false)
                                .decode(
                                        outputs,
                                        320,
                                        240,
                                        0.7f,
                                        picture.width() / 320f,
                                        picture.height() / 240f,
                                        expected);
                    }
                    expected.suppress(0.4f);
                    List<DetectedFace> actual = freed.detect(picture);
                    assertThat(actual).hasSize(expected.size());
                    for (int i = 0; i < actual.size(); i++) {
                        assertThat(actual.get(i).box().iou(expected.get(i).box()))
                                .isGreaterThan(0.999f);
                        assertThat(actual.get(i).score())
                                .isCloseTo(expected.get(i).score(), org.assertj.core.api.Assertions.within(1e-4f));
                        compared++;
                    }
                }
            }
        }
        LOG.info("freed and original network: {} boxes equal", compared);
        assertThat(compared).isGreaterThan(250);
    }

    @ParameterizedTest
    @CsvSource({
        "yunet_n_dynamic.onnx, YUNET, BGR, 0, 1, 0.7",
        "scrfd_500m_kps.onnx, SCRFD, RGB, 127.5, 0.0078125, 0.5",
        "scrfd_2.5g_named_outputs.onnx, SCRFD, RGB, 127.5, 0.0078125, 0.5"
    })
    void usersDetectorsFindTheLabelledFaces(
            String file, Family family, Colour colour, float mean, float scale, float threshold) throws Exception {
        LocatedModel model = located(
                TestData.shared("models").resolve(file),
                family,
                640,
                640,
                colour,
                mean,
                scale,
                Resize.LETTERBOX,
                threshold);
        Recall recall = new Recall();
        double error = 0;
        int points = 0;
        try (FaceDetector detector = FaceDetector.open(model, Device.CPU, 32, 1_228_800)) {
            assertThat(detector.findsPoints()).isTrue();
            for (Map<Path, List<LabelledPictures.Point>> set :
                    List.of(LabelledPictures.compreface(), LabelledPictures.dlib())) {
                for (Map.Entry<Path, List<LabelledPictures.Point>> entry : set.entrySet()) {
                    try (Picture picture = PictureReader.read(entry.getKey())) {
                        recall.addPoints(detector.detect(picture), entry.getValue());
                    }
                }
            }
            for (Map.Entry<String, Landmarks> face :
                    LfwTruth.landmarks().entrySet().stream().limit(60).toList()) {
                try (Picture original = PictureReader.read(LfwTruth.originals().resolve(face.getKey()));
                        Picture margin = original.padded(100, 127)) {
                    for (DetectedFace found : detector.detect(margin)) {
                        double distance = cropDistance(found, face.getValue(), 100);
                        if (distance < 30) {
                            error += distance;
                            points++;
                        }
                    }
                }
            }
        }
        LOG.info(
                "{}: {} of {} faces, {} other boxes; {} faces' points {} crop pixels off",
                file,
                recall.found,
                recall.labelled,
                recall.falseBoxes,
                points,
                error / points);
        assertThat(recall.found).isGreaterThanOrEqualTo(86);
        assertThat(recall.falseBoxes).isLessThanOrEqualTo(6);
        // of the 112 pixels of an aligned crop; the points in their order, or this would be some forty
        assertThat(points).isGreaterThanOrEqualTo(55);
        assertThat(error / points).isLessThan(4);
    }

    private static double cropDistance(DetectedFace found, Landmarks truth, int margin) {
        double scale = FaceAligner.toTemplate(truth).scale();
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += Math.hypot(
                    found.points()[2 * i] - margin - truth.x(i), found.points()[2 * i + 1] - margin - truth.y(i));
        }
        return scale * sum / 5;
    }

    static LocatedModel located(
            Path file,
            Family family,
            int width,
            int height,
            Colour colour,
            float mean,
            float scale,
            Resize resize,
            float threshold)
            throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        Input input = new Input(width, height, colour, List.of(mean), List.of(scale), Layout.NCHW);
        return new LocatedModel(
                new ModelCard(
                        1,
                        "users",
                        Task.DETECTION,
                        family,
                        file.getFileName().toString(),
                        sha256,
                        input,
                        resize,
                        0,
                        threshold,
                        0.4f,
                        0,
                        new ArrayList<>(),
                        "",
                        "",
                        List.of(),
                        List.of(),
                        ""),
                file);
    }

    private static ModelCard card(ModelCard c, List<Pass> passes) {
        return new ModelCard(
                c.schemaVersion(),
                c.id(),
                c.task(),
                c.family(),
                c.file(),
                c.sha256(),
                c.input(),
                c.resize(),
                c.dimension(),
                c.scoreThreshold(),
                c.nms(),
                c.normGate(),
                passes,
                c.licence(),
                c.origin(),
                c.notKnown(),
                c.thresholds(),
                c.thresholdsMeasuredOn());
    }
}
