package io.facestream.vision.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.facestream.vision.detect.FaceBox;
import org.junit.jupiter.api.Test;

/** Computed by hand: 2.7 times the height, around the centre, inside the picture. */
class CropSquareTest {
    @Test
    void aFaceInTheMiddleHasItsSurroundingsAroundIt() {
        assertThat(CropSquare.around(new FaceBox(300, 200, 40, 50), 640, 480))
                .isEqualTo(new CropSquare(252.5, 157.5, 135));
    }

    @Test
    void atAnEdgeTheSquareIsMovedInside() {
        assertThat(CropSquare.around(new FaceBox(0, 200, 40, 50), 640, 480)).isEqualTo(new CropSquare(0, 157.5, 135));
        assertThat(CropSquare.around(new FaceBox(610, 440, 40, 50), 640, 480)).isEqualTo(new CropSquare(505, 345, 135));
    }

    @Test
    void aLargeFaceGetsAsMuchAsThePictureHas() {
        assertThat(CropSquare.around(new FaceBox(300, 100, 200, 300), 640, 480)).isEqualTo(new CropSquare(160, 0, 480));
        assertThat(CropSquare.around(new FaceBox(20, 100, 200, 300), 480, 640)).isEqualTo(new CropSquare(0, 10, 480));
    }
}
