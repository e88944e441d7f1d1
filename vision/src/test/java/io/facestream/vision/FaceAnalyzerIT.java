package io.facestream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.align.FaceAligner;
import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.quality.QualityGate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaceAnalyzerIT {
    @BeforeEach
    void modelsAreThere() {
        TestData.models();
    }

    @Test
    void aGroupIsAnalyzedBestFirst() throws Exception {
        try (FaceAnalyzer analyzer = open(AnalyzerOptions.defaults());
                FaceAligner aligner = new FaceAligner();
                Picture picture = PictureReader.read(TestData.shared("detect/compreface_sample_images/000_5.jpg"))) {
            List<Face> faces = analyzer.analyze(picture);
            assertThat(faces).hasSize(5);
            assertThat(faces).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
            for (Face face : faces) {
                assertThat(face.crop()).hasSize(112 * 112 * 3).isEqualTo(aligner.crop(picture, face.landmarks()));
                assertThat(face.landmarks().x(0)).isLessThan(face.landmarks().x(1));
                assertThat(face.landmarks().y(2))
                        .isBetween(face.landmarks().y(0), face.landmarks().y(3));
                assertThat(QualityGate.recognition().refusal(face.quality())).isEmpty();
                assertThat(face.quality().overall()).isBetween(0.2f, 1f);
            }
        }
    }

    @Test
    void detectionAloneIsTheFirstHalfOfTheAnalysis() throws Exception {
        try (FaceAnalyzer analyzer = open(AnalyzerOptions.defaults());
                Picture picture = PictureReader.read(TestData.shared("detect/compreface_sample_images/014_5.jpg"))) {
            List<DetectedFace> found = analyzer.detect(picture);
            List<Face> faces = analyzer.analyze(picture);
            assertThat(faces)
                    .extracting(Face::box)
                    .isEqualTo(found.stream().map(DetectedFace::box).toList());
            assertThat(analyzer.face(picture, found.get(2)).crop())
                    .isEqualTo(faces.get(2).crop());
        }
    }

    @Test
    void onlySoManyFacesAreMeasured() throws Exception {
        try (FaceAnalyzer analyzer = open(new AnalyzerOptions(32, 1280 * 960, 2));
                Picture picture = PictureReader.read(TestData.shared("detect/compreface_sample_images/000_5.jpg"))) {
            assertThat(analyzer.analyze(picture)).hasSize(2);
        }
    }

    @Test
    void picturesOfManySizesAreAnalyzedByOneInstance() throws Exception {
        try (FaceAnalyzer analyzer = open(AnalyzerOptions.defaults());
                Picture picture = PictureReader.read(TestData.shared("detect/compreface_sample_images/009_C.jpg"))) {
            for (int width = 40; width < 900; width += 77) {
                try (Picture scaled = picture.scaled(width, width * picture.height() / picture.width())) {
                    assertThat(analyzer.analyze(scaled).size()).isBetween(width < 120 ? 0 : 1, 1);
                }
            }
            try (Picture dot = Picture.allocate(1, 1)) {
                assertThat(analyzer.analyze(dot)).isEmpty();
            }
        }
    }

    private static FaceAnalyzer open(AnalyzerOptions options) {
        return FaceAnalyzer.open(ModelStore.defaultPack(), Device.CPU, options);
    }
}
