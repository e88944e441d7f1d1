package io.facestream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.TestData;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred cameras for a quarter of a minute behind the detector: what is said is what happened. */
class StreetIT {
    private static final MadeStreet STREET = new MadeStreet(100, 1_000, 480, 8, 15);

    @TempDir
    private Path folder;

    @BeforeAll
    static void models() {
        TestData.models();
    }

    @Test
    void theJobSaysOfAHundredCamerasWhatHappenedAndWhatThePlainLoopSays() throws Exception {
        Streets streets = new Streets(STREET.people(), folder);

        Streets.Walk walk = streets.job(STREET);
        Streets.Plain plain = streets.plain(STREET);

        StreetTruth truth = walk.truth();
        assertThat(truth.visits()).isGreaterThan(100);
        assertThat(truth.enrolled()).isBetween(truth.visits() / 2, truth.visits() - 1);
        assertThat(truth).matches(StreetTruth::isRight);
        assertThat(truth.named()).isGreaterThan(truth.enrolled() * 8 / 10);
        assertThat(truth.ids()).isEqualTo(plain.ids());
        assertThat(walk.frames()).isEqualTo(100 * 15 * 8);
        assertThat(walk.embedded()).isPositive().isLessThan(walk.faces() / 2);
        assertThat(walk.counts().reconciles()).isTrue();
    }
}
