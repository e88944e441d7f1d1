package io.facestream.vision.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.vision.evaluate.OperatingPoint.Support;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImpostorScoresTest {
    /** 0.0001, 0.0002, ... 0.1000: a thousand searches. */
    private final ImpostorScores thousand = new ImpostorScores(
            IntStream.rangeClosed(1, 1000).mapToDouble(i -> i / 10_000.0).toArray());

    @Test
    void theThresholdLetsExactlyTheAskedShareReachIt() {
        assertThat(thousand.threshold(0.01)).isEqualTo(0.0991);
        assertThat(thousand.reaching(0.0991)).isEqualTo(new Proportion(10, 1000));
        assertThat(thousand.reaching(0.0990)).isEqualTo(new Proportion(11, 1000));
    }

    @Test
    void equalScoresStayBelowTogether() {
        ImpostorScores tied = new ImpostorScores(new double[] {0.1, 0.3, 0.3, 0.3});

        assertThat(tied.threshold(0.5)).isEqualTo(0.3001);
        assertThat(tied.threshold(0.75)).isEqualTo(0.1001);
    }

    @Test
    void theGallerysRoundingDecidesNothing() {
        ImpostorScores floats = new ImpostorScores(new double[] {0.4312f, 0.1f});

        assertThat(floats.threshold(0.5)).isEqualTo(0.1001);
        assertThat(floats.threshold(0.4)).isEqualTo(0.4313);
        assertThat(floats.reaching(0.4312)).isEqualTo(new Proportion(1, 2));
    }

    @Test
    void tooLittleDataIsSaidWithHowMuchWouldDo() {
        assertThat(thousand.support(0.1)).isEqualTo(Support.GOOD);
        assertThat(thousand.support(0.03)).isEqualTo(Support.GOOD);
        assertThat(thousand.support(0.01)).isEqualTo(Support.FEW);
        assertThat(thousand.support(0.0005)).isEqualTo(Support.NONE);
        assertThat(ImpostorScores.least(0.01)).isEqualTo(100);
        assertThat(ImpostorScores.enough(0.01)).isEqualTo(3000);
        assertThat(thousand.threshold(0.0005)).isEqualTo(0.1001);
    }

    @Test
    void noScoresAndNoNumbersAreRefused() {
        assertThatThrownBy(() -> new ImpostorScores(new double[0])).hasMessage("impostors: 0 (expected: at least one)");
        assertThatThrownBy(() -> new ImpostorScores(new double[] {Double.NaN})).hasMessageStartingWith("score: NaN");
        assertThatThrownBy(() -> thousand.threshold(1)).hasMessageContaining("fpir: 1.0");
    }
}
