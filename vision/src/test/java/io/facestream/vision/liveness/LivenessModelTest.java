package io.facestream.vision.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class LivenessModelTest {
    @Test
    void theScoreIsTheShareOfTheFirstClass() {
        // exp: 1, 3, 4
        float[] logits = {0, (float) Math.log(3), (float) Math.log(4)};
        assertThat(LivenessModel.firstOfSoftmax(FloatBuffer.wrap(logits))).isEqualTo(0.125f, within(1e-6f));
    }

    @Test
    void logitsFarApartAreNoProblem() {
        assertThat(LivenessModel.firstOfSoftmax(FloatBuffer.wrap(new float[] {200, -200, 0})))
                .isEqualTo(1);
        assertThat(LivenessModel.firstOfSoftmax(FloatBuffer.wrap(new float[] {-2000, 2000, 0})))
                .isZero();
    }
}
