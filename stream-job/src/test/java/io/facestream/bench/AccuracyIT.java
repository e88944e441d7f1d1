package io.facestream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.facestream.vision.TestData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The goals of accuracy that need no clock: verification, and small faces in large frames. */
class AccuracyIT {
    private static final Logger LOG = LoggerFactory.getLogger(AccuracyIT.class);

    @Test
    void pairsOfPeopleAreVerified() throws Exception {
        ObjectNode figures = figures(new Verification());
        assertThat(figures.get("accuracyEndToEnd").asDouble()).isGreaterThanOrEqualTo(0.995);
        assertThat(figures.get("accuracyAlignedCrops").asDouble()).isGreaterThanOrEqualTo(0.998);
    }

    @Test
    void smallFacesAreFoundInLargeFrames() throws Exception {
        ObjectNode figures = figures(new SmallFaces());
        for (String size : new String[] {"1080p", "720p", "480p"}) {
            assertThat(figures.get(size + "-32").get("recall").asDouble())
                    .as(size)
                    .isGreaterThanOrEqualTo(0.95);
            assertThat(figures.get(size + "-32").get("precision").asDouble())
                    .as(size)
                    .isGreaterThanOrEqualTo(0.98);
        }
    }

    private static ObjectNode figures(Measurement measurement) throws Exception {
        TestData.models();
        Path shared = TestData.shared("lfw").getParent().getParent();
        ObjectNode figures = new ObjectMapper().createObjectNode();
        assertThat(measurement.measure(new Workplace(shared, 1, LOG::info), figures))
                .isTrue();
        return figures;
    }
}
