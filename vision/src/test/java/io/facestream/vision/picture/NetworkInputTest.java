package io.facestream.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NetworkInputTest {
    @Test
    void pixelsBecomePlanesInTheWantedOrder() {
        try (Picture picture = Picture.allocate(2, 1);
                NetworkInput rgb =
                        new NetworkInput(2, 1, true, new float[] {127, 127, 127}, new float[] {0.5f, 0.5f, 0.5f});
                NetworkInput bgr = new NetworkInput(2, 1, false, new float[] {0, 1, 2}, new float[] {1, 2, 3})) {
            picture.bytes().put(new byte[] {10, 20, 30, 40, 50, (byte) 200});
            rgb.fillStretched(picture);
            assertThat(values(rgb)).containsExactly(-48.5f, 36.5f, -53.5f, -38.5f, -58.5f, -43.5f);
            bgr.fillStretched(picture);
            assertThat(values(bgr)).containsExactly(10, 40, 38, 98, 84, 594);
        }
    }

    @Test
    void aLetterboxedPictureLiesAtTheTopLeftOnGrey() {
        try (Picture wide = Picture.allocate(40, 10);
                Picture high = Picture.allocate(10, 40);
                NetworkInput input = new NetworkInput(20, 20, true, new float[3], new float[] {1, 1, 1})) {
            fill(wide, 200);
            fill(high, 100);
            assertThat(input.fillTopLeft(wide, 7)).isCloseTo(0.5f, within(1e-6f));
            assertThat(at(input, 19, 4)).isEqualTo(200);
            assertThat(at(input, 0, 5)).isEqualTo(7);
            assertThat(at(input, 19, 19)).isEqualTo(7);
            assertThat(input.fillTopLeft(high, 9)).isCloseTo(0.5f, within(1e-6f));
            assertThat(at(input, 4, 19)).isEqualTo(100);
            assertThat(at(input, 5, 0)).isEqualTo(9);
        }
    }

    @Test
    void aPatchIsBlackBeyondThePictureAndShrinksByArea() {
        try (Picture picture = Picture.allocate(640, 640);
                FaceWarp warp = new FaceWarp(64)) {
            fill(picture, 128);
            java.nio.FloatBuffer patch = java.nio.ByteBuffer.allocateDirect(64 * 64 * 4)
                    .order(java.nio.ByteOrder.nativeOrder())
                    .asFloatBuffer();
            warp.cutGrey(picture, -32, -32, 64, patch);
            assertThat(patch.get(0)).isZero();
            assertThat(patch.get(31 * 64 + 31)).isZero();
            assertThat(patch.get(33 * 64 + 33)).isEqualTo(0.5f);
            // stripes of one pixel: ten source pixels an output pixel average to grey instead of picking one
            for (int i = 0; i < 640 * 640; i++) {
                byte value = (byte) (i % 2 == 0 ? 0 : 255);
                picture.bytes().put(3 * i, new byte[] {value, value, value});
            }
            warp.cutGrey(picture, 0, 0, 640, patch);
            for (int i = 0; i < 64 * 64; i++) {
                assertThat(patch.get(i)).isCloseTo(0.5f, within(0.06f));
            }
        }
    }

    @Test
    void shrinkingFirstDoesNotMoveTheFace() {
        try (Picture picture = Picture.allocate(900, 900);
                FaceWarp warp = new FaceWarp(30)) {
            for (int y = 0; y < 900; y++) {
                for (int x = 0; x < 900; x++) {
                    picture.bytes().put(3 * (y * 900 + x), new byte[] {(byte) (x / 4), (byte) (y / 4), 0});
                }
            }
            byte[] cut = new byte[30 * 30 * 3];
            // turned by a quarter: output (u, v) shows picture (500 - 10 v, 300 + 10 u)
            warp.cut(picture, 0, 10, 500, 300, cut);
            for (int v = 0; v < 30; v++) {
                for (int u = 0; u < 30; u++) {
                    assertThat(cut[3 * (v * 30 + u)] & 0xff).isCloseTo((500 - 10 * v) / 4, within(1));
                    assertThat(cut[3 * (v * 30 + u) + 1] & 0xff).isCloseTo((300 + 10 * u) / 4, within(1));
                }
            }
        }
    }

    private static float at(NetworkInput input, int x, int y) {
        return input.tensor().get(y * input.width() + x);
    }

    private static float[] values(NetworkInput input) {
        float[] values = new float[3 * input.width() * input.height()];
        input.tensor().duplicate().get(values);
        return values;
    }

    private static void fill(Picture picture, int grey) {
        for (int i = 0; i < picture.bytes().capacity(); i++) {
            picture.bytes().put(i, (byte) grey);
        }
    }
}
