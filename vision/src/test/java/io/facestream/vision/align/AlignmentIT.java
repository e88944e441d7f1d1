package io.facestream.vision.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.LfwTruth;
import io.facestream.vision.TestData;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Crops from the published points against crops that were made independently (JPEG, so not to the last bit). */
class AlignmentIT {
    private static final Logger LOG = LoggerFactory.getLogger(AlignmentIT.class);

    @Test
    void cropsEqualThoseAlignedElsewhere() throws Exception {
        Path aligned = TestData.shared("lfw/aligned-112");
        double sum = 0;
        double worst = 0;
        int count = 0;
        try (FaceAligner aligner = new FaceAligner()) {
            for (Map.Entry<String, Landmarks> face : LfwTruth.landmarks().entrySet()) {
                try (Picture original = PictureReader.read(LfwTruth.originals().resolve(face.getKey()));
                        Picture expected = PictureReader.read(aligned.resolve(face.getKey()))) {
                    byte[] crop = aligner.crop(original, face.getValue());
                    double difference = 0;
                    for (int i = 0; i < crop.length; i++) {
                        difference +=
                                Math.abs((crop[i] & 0xff) - (expected.bytes().get(i) & 0xff));
                    }
                    difference /= crop.length;
                    sum += difference;
                    worst = Math.max(worst, difference);
                    count++;
                }
            }
        }
        LOG.info("{} aligned crops: mean difference {} grey levels, worst picture {}", count, sum / count, worst);
        assertThat(count).isGreaterThan(700);
        assertThat(sum / count).isLessThan(2.0);
        assertThat(worst).isLessThan(6.0);
    }
}
