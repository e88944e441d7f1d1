package io.facestream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.model.ModelCard.Colour;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private static final InputForm BGR = new InputForm(Colour.BGR, 0, 1);
    private static final int SIDE = 8;
    private static final int AREA = SIDE * SIDE;

    @Test
    void aFlipSwapsLeftAndRightAndNothingElse() {
        byte[] picture = ramp();
        float[] flipped = vary(picture, flip(1), 3);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int c = 0; c < 3; c++) {
                    int mirrored = picture[(y * SIDE + SIDE - 1 - x) * 3 + c] & 0xff;
                    assertThat(flipped[c * AREA + y * SIDE + x]).isEqualTo(mirrored);
                }
            }
        }
    }

    @Test
    void halfOfTheFlipsHappen() {
        byte[] picture = ramp();
        int flips = 0;
        for (int i = 0; i < 1000; i++) {
            flips += vary(picture, flip(0.5), i)[0] == (picture[0] & 0xff) ? 0 : 1;
        }
        // four standard deviations of a fair coin: 500 +- 63
        assertThat(flips).isBetween(437, 563);
    }

    @Test
    void aCropShowsAPartEnlarged() {
        // a picture whose value is its column: enlarged from 8 to 16, one column is half a step
        byte[] columns = new byte[AREA * 3];
        for (int i = 0; i < AREA; i++) {
            for (int c = 0; c < 3; c++) {
                columns[i * 3 + c] = (byte) (10 * (i % SIDE));
            }
        }
        float[] cropped = vary(columns, new Augmentation(0, 16, 0, 0, 0, 0), 5);
        float first = cropped[0];
        assertThat(first).isBetween(0f, 40f);
        for (int x = 0; x < SIDE; x++) {
            assertThat(cropped[x]).isCloseTo(Math.min(70, first + 5 * x), within(2.5f));
            assertThat(cropped[x]).isEqualTo(cropped[7 * SIDE + x]);
        }
    }

    @Test
    void greyIsTheLumaInAllChannels() {
        float[] grey = vary(fill(200, 100, 50), new Augmentation(0, 0, 0, 0, 1, 0), 1);
        // 0.114 * 200 + 0.587 * 100 + 0.299 * 50 = 22.8 + 58.7 + 14.95
        assertThat(grey).containsOnly(grey[0]);
        assertThat(grey[0]).isCloseTo(96.45f, within(1e-3f));
    }

    @Test
    void brightnessAndSaturationStayWithinWhatIsAsked() {
        float least = 255;
        float most = 0;
        for (int i = 0; i < 500; i++) {
            float[] varied = vary(fill(100, 100, 100), new Augmentation(0, 0, 0.2, 0.4, 0, 0), i);
            least = Math.min(least, varied[0]);
            most = Math.max(most, varied[0]);
        }
        // grey has no colour to strengthen: 100 +- 0.2 * 255
        assertThat(least).isBetween(49f, 51f);
        assertThat(most).isBetween(149f, 151f);
        float[] colourful = vary(fill(200, 100, 50), new Augmentation(0, 0, 0, 0.4, 0, 0), 2);
        // the distance to the luma is multiplied by the same factor in each channel
        float factor = (colourful[0] - 96.45f) / (200 - 96.45f);
        assertThat(factor).isBetween(0.6f, 1.4f);
        assertThat((colourful[2 * AREA] - 96.45f) / (50 - 96.45f)).isCloseTo(factor, within(1e-3f));
    }

    @Test
    void aBlurSpreadsAPointAndKeepsItsLight() {
        byte[] point = new byte[AREA * 3];
        point[(4 * SIDE + 4) * 3] = (byte) 255;
        float[] blurred = vary(point, new Augmentation(0, 0, 0, 0, 0, 1), 1);
        float sum = 0;
        for (int i = 0; i < AREA; i++) {
            sum += blurred[i];
        }
        assertThat(blurred[4 * SIDE + 4]).isLessThan(200);
        assertThat(blurred[4 * SIDE + 3])
                .isPositive()
                .isCloseTo(blurred[4 * SIDE + 5], within(1e-4f))
                .isCloseTo(blurred[3 * SIDE + 4], within(1e-4f));
        // little is lost over the edge: the strongest blur reaches it with e^-2 of its middle
        assertThat(sum).isBetween(200f, 300f);
        assertThat(vary(fill(9, 8, 7), new Augmentation(0, 0, 0, 0, 0, 1), 1)[0])
                .isCloseTo(9, within(1e-4f));
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatThrownBy(() -> flip(1.5)).hasMessage("flip: 1.5 (expected: 0 to 1)");
        assertThatThrownBy(() -> new Augmentation(0, -1, 0, 0, 0, 0)).hasMessageStartingWith("crop-from: -1 ");
        assertThatThrownBy(() -> new InputForm(Colour.BGR, 0, 0)).hasMessage("scale: 0.0 (expected: above 0)");
    }

    private static Augmentation flip(double probability) {
        return new Augmentation(probability, 0, 0, 0, 0, 0);
    }

    private static float[] vary(byte[] picture, Augmentation augmentation, long seed) {
        float[] into = new float[3 * AREA];
        new Augmenter(SIDE, augmentation, BGR).put(picture, Draws.of(seed), into, 0);
        return into;
    }

    private static byte[] ramp() {
        byte[] picture = new byte[AREA * 3];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) i;
        }
        return picture;
    }

    private static byte[] fill(int blue, int green, int red) {
        byte[] picture = new byte[AREA * 3];
        for (int i = 0; i < AREA; i++) {
            picture[3 * i] = (byte) blue;
            picture[3 * i + 1] = (byte) green;
            picture[3 * i + 2] = (byte) red;
        }
        return picture;
    }
}
