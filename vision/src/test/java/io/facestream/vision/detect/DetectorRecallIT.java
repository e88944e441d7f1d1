package io.facestream.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.TestData;
import io.facestream.vision.model.Device;
import io.facestream.vision.model.ModelStore;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    private static FaceDetector open() {
        return FaceDetector.open(ModelStore.defaultPack().detection(), Device.CPU, MIN_FACE_HEIGHT, MAX_PIXELS);
    }
}
