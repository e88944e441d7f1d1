package io.facestream.evaluate.liveness;

import static io.facestream.evaluate.liveness.Sheet.between;

import io.facestream.vision.picture.Picture;
import java.util.Random;

/** Ink on paper: a narrow range from grey to off-white, faded colours, a warm or cool lamp from one side. */
final class Print extends ShownPicture {
    private final double margin;
    private final double black;
    private final double white;
    private final double fading;
    private final double lampAcross;
    private final double[] lamp = new double[3];

    Print(Picture picture, Random random) {
        super(picture, random);
        margin = between(random, 0.02, 0.08) * width;
        black = between(random, 0.02, 0.06);
        white = between(random, 0.7, 0.9);
        fading = between(random, 0.05, 0.3);
        lampAcross = between(random, -0.25, 0.25);
        double warm = between(random, -0.12, 0.12);
        lamp[0] = 1 - warm;
        lamp[1] = 1;
        lamp[2] = 1 + warm;
    }

    @Override
    void add(double x, double y, float[] seen) {
        double beyond = beyond(x, y);
        if (beyond > margin) {
            addGround(seen);
            return;
        }
        double lit = 1 + lampAcross * x / width;
        double b = beyond > 0 ? 1 : at(x, y, 0);
        double g = beyond > 0 ? 1 : at(x, y, 1);
        double r = beyond > 0 ? 1 : at(x, y, 2);
        double grey = (b + g + r) / 3;
        add(seen, lit * lamp[0] * inked(b, grey), lit * lamp[1] * inked(g, grey), lit * lamp[2] * inked(r, grey));
    }

    private double inked(double value, double grey) {
        return black + (white - black) * (value + fading * (grey - value));
    }
}
