package io.facestream.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureTest {
    @Test
    void regionsCopiesAndMarginsHaveTheirOwnPixels() {
        try (Picture picture = Picture.allocate(4, 2)) {
            byte[] pixels = new byte[24];
            for (int i = 0; i < 24; i++) {
                pixels[i] = (byte) i;
            }
            picture.bytes().put(pixels);
            try (Picture copy = picture.copy();
                    Picture region = picture.region(1, 1, 2, 1);
                    Picture padded = picture.padded(1, 99)) {
                picture.bytes().put(new byte[24]);
                assertThat(copy.bytes().get(23)).isEqualTo((byte) 23);
                assertThat(region.bytes().remaining()).isEqualTo(6);
                assertThat(region.bytes().get(0)).isEqualTo((byte) 15);
                assertThat(padded.width()).isEqualTo(6);
                assertThat(padded.bytes().get(0)).isEqualTo((byte) 99);
                assertThat(padded.bytes().get(3 * 7)).isEqualTo((byte) 0);
                assertThat(padded.bytes().get(3 * 7 + 1)).isEqualTo((byte) 1);
            }
            assertThatThrownBy(() -> picture.region(3, 0, 2, 1))
                    .hasMessage("region: 2 x 1 at 3, 0 (expected: inside 4 x 2)");
        }
    }
}
