package io.facestream.evaluate.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.evaluate.calibrate.DegradedShot.Conditions;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DegradedShotTest {
    private static final Conditions CLEAR = new Conditions(112, 112, 0, 0, 1);

    @Test
    void theSameRandomNumbersGiveTheSamePixels() throws IOException {
        Conditions poor = new Conditions(40, 40, 1, 10, 0.6f);

        assertThat(DegradedShot.of(stripes(4), poor, 40, new Random(1)))
                .isEqualTo(DegradedShot.of(stripes(4), poor, 40, new Random(1)))
                .isNotEqualTo(DegradedShot.of(stripes(4), poor, 40, new Random(2)));
    }

    @Test
    void aClearLargeShotKeepsItsContrastAndASmallOneLosesFineStripes() throws IOException {
        assertThat(contrast(DegradedShot.of(stripes(4), CLEAR, 112, new Random(1))))
                .isGreaterThan(60);
        assertThat(contrast(DegradedShot.of(stripes(4), new Conditions(32, 32, 1, 0, 1), 32, new Random(1))))
                .isLessThan(25);
        assertThat(contrast(DegradedShot.of(stripes(28), new Conditions(32, 32, 1, 0, 1), 32, new Random(1))))
                .isGreaterThan(45);
    }

    @Test
    void blueStaysBlue() throws IOException {
        byte[] blue = new byte[112 * 112 * 3];
        for (int i = 0; i < blue.length; i += 3) {
            blue[i] = (byte) 200;
        }

        byte[] seen = DegradedShot.of(blue, CLEAR, 112, new Random(1));

        int middle = (56 * 112 + 56) * 3;
        assertThat(seen[middle] & 0xff).isBetween(190, 210);
        assertThat(seen[middle + 2] & 0xff).isLessThan(15);
    }

    @Test
    void conditionsStayInTheirRange() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Conditions conditions = Conditions.draw(random);
            assertThat(conditions.fromHeight()).isBetween(32.0, 150.0);
            assertThat(conditions.height(7, 8)).isBetween(32.0, 150.0);
            assertThat(conditions.jpegQuality()).isBetween(0.5f, 0.95f);
        }
    }

    private static byte[] stripes(int period) {
        byte[] crop = new byte[112 * 112 * 3];
        for (int i = 0; i < crop.length; i++) {
            crop[i] = (byte) (i / 3 % 112 % period < period / 2 ? 40 : 210);
        }
        return crop;
    }

    /** Standard deviation of the grey levels along a row in the middle. */
    private static double contrast(byte[] crop) {
        double sum = 0;
        double squares = 0;
        for (int x = 16; x < 96; x++) {
            int value = crop[(56 * 112 + x) * 3] & 0xff;
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / 80;
        return Math.sqrt(squares / 80 - mean * mean);
    }
}
