package io.facestream.vision.embed;

import io.facestream.vision.Face;

/** Test-time augmentation by a mirror image: the sum of the unit vectors of a crop and of its mirror image, at twice the cost. */
public final class FlipAugmentation {
    private FlipAugmentation() {}

    /**
     * A crop mirrored from left to right.
     *
     * @param crop 112 x 112 BGR bytes, row-major
     */
    public static byte[] mirrored(byte[] crop) {
        byte[] mirrored = new byte[crop.length];
        int row = 3 * Face.CROP_SIDE;
        for (int at = 0; at < crop.length; at += 3) {
            int to = at / row * row + row - 3 - at % row;
            mirrored[to] = crop[at];
            mirrored[to + 1] = crop[at + 1];
            mirrored[to + 2] = crop[at + 2];
        }
        return mirrored;
    }

    /** The vector that stands for both. */
    public static Embedding together(Embedding plain, Embedding mirrored) {
        float[] sum = plain.unit().clone();
        float[] other = mirrored.unit();
        for (int d = 0; d < sum.length; d++) {
            sum[d] += other[d];
        }
        return Embedding.ofRaw(sum);
    }
}
