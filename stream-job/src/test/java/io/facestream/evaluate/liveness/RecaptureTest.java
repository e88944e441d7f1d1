package io.facestream.evaluate.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On a picture that is one orange surface. */
class RecaptureTest {
    private static final int WIDTH = 80;
    private static final int HEIGHT = 60;

    @Test
    void theSameSeedGivesTheSamePictureAndAnotherAnother() throws PictureRefusedException {
        byte[] first = pixels(Instrument.PRINT, 1);

        assertThat(pixels(Instrument.PRINT, 1)).isEqualTo(first);
        assertThat(pixels(Instrument.PRINT, 2)).isNotEqualTo(first);
    }

    @Test
    void withoutAnInstrumentThePictureKeepsItsSizeAndNearlyItsColours() throws PictureRefusedException {
        try (Picture orange = orange();
                Picture seen = new Recapture(Instrument.NONE, 1).of(orange)) {
            assertThat(seen.width()).isEqualTo(WIDTH);
            assertThat(seen.height()).isEqualTo(HEIGHT);
            int[] middle = mean(seen, WIDTH / 2, HEIGHT / 2, 5);
            assertThat(middle[0]).isCloseTo(30, within(12));
            assertThat(middle[1]).isCloseTo(120, within(12));
            assertThat(middle[2]).isCloseTo(230, within(12));
        }
    }

    @Test
    void aPrintIsPalerThanThePictureAndAScreenStandsInABlackFrame() throws PictureRefusedException {
        try (Picture orange = orange();
                Picture print = new Recapture(Instrument.PRINT, 1).of(orange);
                Picture screen = new Recapture(Instrument.SCREEN, 1).of(orange)) {
            assertThat(print.width()).isGreaterThan(WIDTH);
            int[] ink = mean(print, print.width() / 2, print.height() / 2, 5);
            assertThat(ink[0]).as("blue is lifted").isGreaterThan(45);
            assertThat(ink[2]).isGreaterThan(ink[1]).isGreaterThan(ink[0]);
            assertThat(darkest(screen)).isLessThan(70);
            assertThat(mean(screen, screen.width() / 2, screen.height() / 2, 5)[2])
                    .isGreaterThan(150);
        }
    }

    @Test
    void theSheetsMiddleIsSeenNearTheFramesMiddle() {
        for (int seed = 0; seed < 50; seed++) {
            Sheet sheet = new Sheet(200, 100, 2, new Random(seed));
            double[] place = new double[2];
            sheet.meet(100, 50, place);
            // at most a twentieth of the frame aside, at two camera pixels a picture pixel, on a sheet turned a little
            assertThat(place[0]).isBetween(-6.0, 6.0);
            assertThat(place[1]).isBetween(-4.0, 4.0);
            double[] right = new double[2];
            sheet.meet(102, 50, right);
            assertThat(right[0] - place[0]).as("two camera pixels").isBetween(0.9, 1.2);
        }
    }

    private static Picture orange() {
        Picture picture = Picture.allocate(WIDTH, HEIGHT);
        byte[] pixels = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = 30;
            pixels[i + 1] = 120;
            pixels[i + 2] = (byte) 230;
        }
        picture.bytes().put(pixels);
        return picture;
    }

    private static byte[] pixels(Instrument instrument, long seed) throws PictureRefusedException {
        try (Picture orange = orange();
                Picture seen = new Recapture(instrument, seed).of(orange)) {
            byte[] pixels = new byte[3 * seen.width() * seen.height()];
            seen.bytes().get(pixels);
            return pixels;
        }
    }

    private static int[] mean(Picture picture, int x, int y, int reach) {
        int[] sum = new int[3];
        int count = 0;
        for (int row = y - reach; row <= y + reach; row++) {
            for (int column = x - reach; column <= x + reach; column++) {
                for (int c = 0; c < 3; c++) {
                    sum[c] += picture.bytes().get(3 * (row * picture.width() + column) + c) & 0xff;
                }
                count++;
            }
        }
        return new int[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    private static int darkest(Picture picture) {
        int darkest = 255;
        for (int i = 2; i < picture.bytes().limit(); i += 3) {
            darkest = Math.min(darkest, picture.bytes().get(i) & 0xff);
        }
        return darkest;
    }
}
