package io.facestream.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScaledJpegTest {
    @Test
    void aPictureThatIsSmallEnoughKeepsItsBytes() throws PictureRefusedException {
        byte[] small = jpeg(320, 200);
        byte[] withMore = ByteBuffer.allocate(small.length + 9).put(small).array();

        assertThat(ScaledJpeg.of(small, 640, 80, "a").jpeg()).isSameAs(small);
        assertThat(ScaledJpeg.of(withMore, 640, 80, "a").jpeg())
                .as("up to its end")
                .isEqualTo(small);
    }

    @Test
    void aWiderOneIsScaledAndTellsWhatItWas() throws PictureRefusedException {
        ScaledJpeg scaled = ScaledJpeg.of(jpeg(1280, 400), 640, 80, "a");

        assertThat(scaled.width()).isEqualTo(1280);
        assertThat(scaled.height()).isEqualTo(400);
        try (Picture picture = PictureReader.decode(scaled.jpeg(), "scaled")) {
            assertThat(picture.width()).isEqualTo(640);
            assertThat(picture.height()).isEqualTo(200);
        }
    }

    @Test
    void whatACameraWroteAboutThePictureDoesNotGoOn() throws PictureRefusedException {
        byte[] plain = jpeg(320, 200);
        byte[] place = "Exif\0\0taken at home".getBytes(StandardCharsets.ISO_8859_1);
        byte[] telling = ByteBuffer.allocate(plain.length + 4 + place.length)
                .put(plain, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + place.length))
                .put(place)
                .put(plain, 2, plain.length - 2)
                .array();

        byte[] shown = ScaledJpeg.of(telling, 640, 80, "a").jpeg();

        assertThat(new String(telling, StandardCharsets.ISO_8859_1)).contains("taken at home");
        assertThat(new String(shown, StandardCharsets.ISO_8859_1)).doesNotContain("taken at home");
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> ScaledJpeg.of(new byte[] {1, 2, 3}, 640, 80, "frames-0@7"))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessageStartingWith("frames-0@7: ");
    }

    private static byte[] jpeg(int width, int height) {
        try (Picture picture = Picture.allocate(width, height)) {
            return Jpeg.encode(picture, 90);
        }
    }
}
