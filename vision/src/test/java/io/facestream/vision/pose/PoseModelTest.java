package io.facestream.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** By hand: bin i stands for 3 i - 99 degrees. */
class PoseModelTest {
    @Test
    void oneBinAloneIsItsAngle() {
        assertThat(PoseModel.angle(likely(33))).isEqualTo(0, within(1e-6));
        assertThat(PoseModel.angle(likely(0))).isEqualTo(-99, within(1e-6));
        assertThat(PoseModel.angle(likely(65))).isEqualTo(96, within(1e-6));
    }

    @Test
    void betweenBinsTheirSharesDecide() {
        assertThat(PoseModel.angle(likely(40, 42))).isEqualTo(3 * 41 - 99, within(1e-6));
        assertThat(PoseModel.angle(FloatBuffer.wrap(new float[66]))).isEqualTo(3 * 32.5 - 99, within(1e-6));
    }

    @Test
    void anotherNumberOfBinsIsRefused() {
        assertThatThrownBy(() -> PoseModel.angle(FloatBuffer.wrap(new float[62])))
                .hasMessage("pose: 62 bins (expected: 66)");
    }

    private static FloatBuffer likely(int... bins) {
        float[] logits = new float[66];
        Arrays.fill(logits, -100);
        for (int bin : bins) {
            logits[bin] = 50;
        }
        return FloatBuffer.wrap(logits);
    }
}
