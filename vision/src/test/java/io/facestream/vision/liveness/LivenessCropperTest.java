package io.facestream.vision.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.picture.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessCropperTest {
    @Test
    void theCropIsTheSquareOfThePictureInItsOwnColours() {
        try (Picture picture = Picture.allocate(60, 40);
                LivenessCropper cropper = new LivenessCropper(card(27))) {
            byte[] pixels = new byte[3 * 60 * 40];
            for (int y = 0; y < 40; y++) {
                for (int x = 0; x < 60; x++) {
                    pixels[3 * (60 * y + x)] = (byte) (4 * x);
                    pixels[3 * (60 * y + x) + 1] = (byte) (6 * y);
                    pixels[3 * (60 * y + x) + 2] = 7;
                }
            }
            picture.bytes().put(pixels);

            // a box of height 10: 27 pixels, one a crop's pixel; at the left edge the square begins at column 0, and at
            // row 7
            byte[] crop = cropper.crop(picture, new FaceBox(0, 15.5f, 10, 10));

            assertThat(crop).hasSize(3 * 27 * 27);
            assertThat(pixel(crop, 0, 0)).containsExactly(0, 6 * 7, 7);
            assertThat(pixel(crop, 26, 0)).containsExactly(4 * 26, 6 * 7, 7);
            assertThat(pixel(crop, 3, 20)).containsExactly(4 * 3, 6 * 27, 7);
        }
    }

    private static int[] pixel(byte[] crop, int x, int y) {
        int at = 3 * (27 * y + x);
        return new int[] {crop[at] & 0xff, crop[at + 1] & 0xff, crop[at + 2] & 0xff};
    }

    private static ModelCard card(int side) {
        return new ModelCard(
                1,
                "made",
                ModelCard.Task.LIVENESS,
                ModelCard.Family.MINIFASNET,
                "made.onnx",
                "0".repeat(64),
                new ModelCard.Input(side, side, ModelCard.Colour.BGR, List.of(0f), List.of(1f), ModelCard.Layout.NCHW),
                ModelCard.Resize.STRETCH,
                0,
                0.5f,
                0,
                0,
                List.of(),
                "",
                "",
                List.of(),
                List.of(),
                "");
    }
}
