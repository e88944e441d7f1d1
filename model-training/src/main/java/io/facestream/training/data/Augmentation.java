package io.facestream.training.data;

/**
 * How pictures are varied, so that a person's few pictures teach as many would. What happens to a picture depends on the seed, the epoch and
 * the picture alone. In this order:
 *
 * @param cropFrom side in pixels to which a picture is enlarged before a square of its former size is cut out at random, 128 being usual;
 *     0 for none
 * @param flip probability that left and right change places, 0..1
 * @param blur probability of a Gaussian blur with a standard deviation of 0.5 to 2 pixels, 0..1
 * @param grey probability that the colours are taken away, 0..1
 * @param saturation most by which colours become stronger or weaker, 0..1: at 0.4 their distance from grey is multiplied by 0.6 to 1.4
 * @param brightness most that is added to or taken from each pixel, as a share of white, 0..1
 */
public record Augmentation(double flip, int cropFrom, double brightness, double saturation, double grey, double blur) {
    /** Pictures as they are. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0);

    /** Left and right change places in every other picture: what most published models were trained with. */
    public static final Augmentation FLIP = new Augmentation(0.5, 0, 0, 0, 0, 0);

    private static final int MOST_SIDE = 2048;

    public Augmentation {
        requireShare("flip", flip);
        requireShare("brightness", brightness);
        requireShare("saturation", saturation);
        requireShare("grey", grey);
        requireShare("blur", blur);
        if (cropFrom < 0 || cropFrom > MOST_SIDE) {
            throw new IllegalArgumentException(
                    "crop-from: " + cropFrom + " (expected: 0, or above the pictures' side)");
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 1)");
        }
    }
}
