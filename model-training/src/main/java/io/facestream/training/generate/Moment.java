package io.facestream.training.generate;

import java.awt.Color;
import java.util.random.RandomGenerator;

/**
 * What belongs to one picture only.
 *
 * @param yaw -1 to 1, the nose to the left or right
 * @param pitch -1 to 1, down or up
 * @param roll radians in the picture's plane, what alignment left over
 * @param zoom factor
 * @param lid how far the eyes are open, a share
 * @param smile -1 to 1, corners of the mouth
 * @param open opening of the mouth, in pixels
 * @param light direction that the light comes from, radians
 * @param contrast between the lit and the unlit side, 0 to 1
 * @param gains factor of blue, green and red
 * @param lift is added to all channels
 * @param saturation 0 grey, 1 as it is
 * @param blur deviation in pixels
 * @param noise deviation in levels
 * @param cover x, y, width, height and roundness of what is in front of the face; width 0 for nothing
 */
record Moment(
        double yaw,
        double pitch,
        double roll,
        double zoom,
        double shiftX,
        double shiftY,
        double lid,
        double gaze,
        double smile,
        double open,
        Color wall,
        Color wallBelow,
        Color shirt,
        double light,
        double contrast,
        double[] gains,
        double lift,
        double saturation,
        double blur,
        double noise,
        double[] cover,
        Color coverColour) {
    static Moment draw(RandomGenerator random) {
        Chance chance = new Chance(random);
        double gain = Math.exp(chance.upTo(0.45));
        boolean covered = chance.in(0.2);
        return new Moment(
                chance.upTo(1),
                chance.upTo(1),
                chance.upTo(0.1),
                chance.between(0.93, 1.07),
                chance.upTo(3),
                chance.upTo(3),
                chance.between(0.55, 1.1),
                chance.upTo(1),
                chance.upTo(1),
                chance.in(0.3) ? chance.between(0, 6) : 0,
                colour(chance),
                colour(chance),
                colour(chance),
                chance.between(0, 2 * Math.PI),
                chance.between(0, 0.55),
                new double[] {
                    gain * Math.exp(chance.upTo(0.18)),
                    gain * Math.exp(chance.upTo(0.06)),
                    gain * Math.exp(chance.upTo(0.18))
                },
                chance.between(-18, 30),
                chance.in(0.12) ? 0 : chance.between(0.5, 1.2),
                chance.between(0.3, 1.6),
                chance.between(2, 12),
                new double[] {
                    chance.between(0, 90),
                    chance.between(10, 100),
                    covered ? chance.between(10, 32) : 0,
                    chance.between(10, 32),
                    chance.between(0, 30)
                },
                colour(chance));
    }

    private static Color colour(Chance chance) {
        return Color.getHSBColor(
                (float) chance.between(0, 1), (float) chance.between(0, 0.6), (float) chance.between(0.1, 0.95));
    }
}
