package io.facestream.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.TestData;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the default detector finds, and what a frame costs. */
class DetectorRecallIT {
    private static final Logger LOG = LoggerFactory.getLogger(DetectorRecallIT.class);
    private static final float MIN_FACE_HEIGHT = 32;
    private static final int MAX_PIXELS = 1280 * 960;

    @BeforeEach
    void modelsAreThere() {
        TestData.models();
    }

    @Test
    void allLabelledFacesAreFound() throws Exception {
        assertAllFound("CompreFace samples", LabelledPictures.compreface(), 46);
        assertAllFound("dlib faces", LabelledPictures.dlib(), 43);
    }

    private static void assertAllFound(String name, Map<Path, List<LabelledPictures.Point>> set, int labelled)
            throws Exception {
        Recall recall = new Recall();
        try (FaceDetector detector = open()) {
            for (Map.Entry<Path, List<LabelledPictures.Point>> entry : set.entrySet()) {
                try (Picture picture = PictureReader.read(entry.getKey())) {
                    recall.addPoints(detector.detect(picture), entry.getValue());
                }
            }
        }
        LOG.info("{}: {} of {} found, {} other boxes", name, recall.found, recall.labelled, recall.falseBoxes);
        assertThat(recall.labelled).isEqualTo(labelled);
        assertThat(recall.found).isEqualTo(labelled);
        assertThat(recall.falseBoxes).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"640, 480", "1280, 720", "1920, 1080"})
    void facesFromThirtyTwoPixelsAreFoundInAFrame(int width, int height) throws Exception {
        try (FaceDetector detector = open()) {
            for (int faceHeight : new int[] {20, 24, 32, 48, 64, 96, 160, 300}) {
                if (2 * faceHeight + 4 > height) {
                    continue;
                }
                PastedFaces pasted = new PastedFaces(width, height, 7);
                Recall recall = new Recall();
                double millis = Double.MAX_VALUE;
                while (recall.labelled < 120) {
                    PastedFaces.Frame frame = pasted.frame(faceHeight, 24);
                    try (Picture picture = frame.picture()) {
                        long start = cpuNanos();
                        List<DetectedFace> faces = detector.detect(picture);
                        millis = Math.min(millis, (cpuNanos() - start) / 1e6);
                        recall.addFrame(faces, frame);
                    }
                }
                LOG.info(String.format(
                        Locale.ROOT,
                        "%d x %d, faces of %3d px: recall %5.1f %% of %d, precision %5.1f %%, %.1f ms a frame (best, CPU)",
                        width,
                        height,
                        faceHeight,
                        100 * recall.rate(),
                        recall.labelled,
                        100.0 * recall.found / (recall.found + recall.falseBoxes),
                        millis));
                if (faceHeight >= 32) {
                    assertThat(recall.rate()).as("%d px", faceHeight).isGreaterThanOrEqualTo(0.95);
                }
                assertThat(recall.falseBoxes).as("%d px", faceHeight).isLessThanOrEqualTo(2);
            }
        }
    }

    private static FaceDetector open() {
        return FaceDetector.open(ModelStore.defaultPack().detection(), Device.CPU, MIN_FACE_HEIGHT, MAX_PIXELS);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
