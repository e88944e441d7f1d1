package io.facestream.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.AnalyzerOptions;
import io.facestream.vision.Face;
import io.facestream.vision.FaceAnalyzer;
import io.facestream.vision.TestData;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.quality.FaceQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** There is no truth of how heads are turned here; but a mirror turns them to the other side, and the five points tell the side. */
class PoseModelIT {
    /** Heads turned to one side and to the other, by eye. */
    private static final String[] TURNED = {
        "lfw/raw-250-fold8/George_Pataki/George_Pataki_0002.jpg", "lfw/raw-250-fold8/Steve_Waugh/Steve_Waugh_0002.jpg"
    };

    @BeforeEach
    void modelsAreThere() {
        TestData.models();
    }

    @Test
    void aMirroredFaceIsTurnedToTheOtherSide() throws IOException {
        for (String name : TURNED) {
            try (Picture picture = PictureReader.read(TestData.shared(name));
                    Picture mirrored = mirrored(picture)) {
                FaceQuality seen = quality(picture, true);
                FaceQuality other = quality(mirrored, true);
                FaceQuality byPoints = quality(picture, false);

                assertThat(Math.abs(seen.yaw())).isGreaterThan(15);
                assertThat(other.yaw()).isEqualTo(-seen.yaw(), within(8f));
                assertThat(other.pitch()).isEqualTo(seen.pitch(), within(8f));
                assertThat(Math.signum(seen.yaw())).isEqualTo(Math.signum(byPoints.yaw()));
                assertThat(seen.yaw()).isNotEqualTo(byPoints.yaw());
            }
        }
    }

    private static FaceQuality quality(Picture picture, boolean poseModel) {
        AnalyzerOptions options = AnalyzerOptions.defaults().withPoseModel(poseModel);
        try (FaceAnalyzer analyzer = FaceAnalyzer.open(ModelStore.defaultPack(), Device.CPU, options)) {
            return analyzer.analyze(picture).stream()
                    .max(Comparator.comparingDouble(face -> face.box().area()))
                    .map(Face::quality)
                    .orElseThrow();
        }
    }

    private static Picture mirrored(Picture picture) {
        Picture mirrored = Picture.allocate(picture.width(), picture.height());
        ByteBuffer from = picture.bytes();
        ByteBuffer into = mirrored.bytes();
        byte[] pixel = new byte[3];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                from.get(3 * (y * picture.width() + x), pixel);
                into.put(3 * (y * picture.width() + picture.width() - 1 - x), pixel);
            }
        }
        return mirrored;
    }
}
