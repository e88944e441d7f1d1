package io.facestream.training.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Pictures of nothing, where no faces are at hand to compare with; always the same. */
public final class Noise {
    private Noise() {}

    /** @return each [3, 112, 112], of -1..1 */
    public static List<float[]> pictures(int count) {
        SplittableRandom random = new SplittableRandom(112);
        List<float[]> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] picture = new float[OrtModel.PICTURE];
            for (int at = 0; at < picture.length; at++) {
                picture[at] = (float) random.nextDouble(-1, 1);
            }
            pictures.add(picture);
        }
        return pictures;
    }
}
