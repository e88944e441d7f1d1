package io.facestream.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.detect.FaceBox;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanvasTest {
    @Test
    void aBoxIsAnOutlineInItsColour() {
        try (Picture picture = black(200, 100)) {
            new Canvas(picture).box(new FaceBox(20, 30, 50, 40), 0x0000ff);
            assertThat(pixel(picture, 20, 40)).containsExactly(255, 0, 0);
            assertThat(pixel(picture, 45, 50)).containsExactly(0, 0, 0);
        }
    }

    @Test
    void aLabelIsFilledGroundWithTextEvenAtTheEdges() {
        for (FaceBox box : new FaceBox[] {
            new FaceBox(20, 60, 50, 40),
            new FaceBox(-30, -30, 20, 20),
            new FaceBox(250, 140, 100, 100),
            new FaceBox(5, 2, 40, 40)
        }) {
            try (Picture picture = black(300, 150)) {
                new Canvas(picture).label(box, "Ana \u017d 0.87", 0xff0000);
                int ground = 0;
                int ink = 0;
                for (int i = 0; i < 300 * 150; i++) {
                    int[] bgr = pixel(picture, i % 300, i / 300);
                    ground += bgr[2] == 255 && bgr[0] == 0 ? 1 : 0;
                    ink += bgr[0] > 100 && bgr[1] > 100 ? 1 : 0;
                }
                assertThat(ground).isGreaterThan(200);
                assertThat(ink).isGreaterThan(20);
            }
        }
    }

    @Test
    void aLabelThatIsWiderThanThePictureIsDrawnSmallerUntilItsLastLetterIsInside() {
        try (Picture picture = black(120, 300)) {
            new Canvas(picture).label(new FaceBox(60, 150, 50, 40), "A".repeat(30) + "M", 0xff0000);
            int lastInk = 0;
            for (int i = 0; i < 120 * 300; i++) {
                if (pixel(picture, i % 120, i / 120)[0] > 100) {
                    lastInk = Math.max(lastInk, i % 120);
                }
            }
            assertThat(lastInk).isBetween(100, 118);
        }
    }

    @Test
    void aBannerFillsItsPlaceAndItsTextIsInTheMiddle() {
        try (Picture picture = black(300, 100)) {
            new Canvas(picture).banner(new FaceBox(50, 20, 200, 40), "IIIII", 0xff0000);
            assertThat(pixel(picture, 50, 20)).containsExactly(0, 0, 255);
            assertThat(pixel(picture, 249, 59)).containsExactly(0, 0, 255);
            assertThat(pixel(picture, 49, 30)).containsExactly(0, 0, 0);
            long left = 0;
            long right = 0;
            for (int i = 0; i < 300 * 100; i++) {
                boolean ink = pixel(picture, i % 300, i / 300)[0] > 100;
                left += ink && i % 300 < 150 ? 1 : 0;
                right += ink && i % 300 >= 150 ? 1 : 0;
            }
            assertThat(left).isPositive();
            assertThat(right).isBetween(left / 2, left * 2);
        }
    }

    @Test
    void aBlurredRegionLosesItsDetailAndItsSurroundingsDoNot() {
        try (Picture picture = black(100, 100)) {
            byte[] noise = new byte[30_000];
            new Random(1).nextBytes(noise);
            picture.bytes().put(noise);
            Canvas canvas = new Canvas(picture);
            canvas.blur(new FaceBox(-20, -20, 70, 70));
            canvas.blur(new FaceBox(500, 500, 10, 10));
            assertThat(contrast(picture, 0, 48)).isLessThan(40);
            assertThat(contrast(picture, 52, 98)).isGreaterThan(200);
        }
    }

    private static int contrast(Picture picture, int from, int to) {
        int min = 255;
        int max = 0;
        for (int y = from; y < to; y++) {
            for (int x = from; x < to; x++) {
                min = Math.min(min, pixel(picture, x, y)[0]);
                max = Math.max(max, pixel(picture, x, y)[0]);
            }
        }
        return max - min;
    }

    private static Picture black(int width, int height) {
        Picture picture = Picture.allocate(width, height);
        picture.bytes().put(new byte[3 * width * height]);
        return picture;
    }

    private static int[] pixel(Picture picture, int x, int y) {
        int at = 3 * (y * picture.width() + x);
        return new int[] {
            picture.bytes().get(at) & 0xff,
            picture.bytes().get(at + 1) & 0xff,
            picture.bytes().get(at + 2) & 0xff
        };
    }
}
