package io.facestream.evaluate.liveness;

import static io.facestream.evaluate.liveness.Sheet.between;

import io.facestream.vision.picture.Picture;
import java.util.Random;

/** Glowing stripes of red, green and blue under a glass that mirrors the room, in a black frame. */
final class Screen extends ShownPicture {
    private static final double DARK_ROWS = 0.15;
    private static final double FRAME_LIGHT = 0.01;

    private final double frame;
    private final double pitch;
    private final double brightness;
    private final double mirrored;
    private final double glareX;
    private final double glareY;
    private final double glare;
    private final double[] white = {1.1, 1.0, 0.95};

    Screen(Picture picture, Random random) {
        super(picture, random);
        frame = between(random, 0.03, 0.1) * width;
        pitch = between(random, 0.35, 0.8);
        brightness = between(random, 0.7, 1.2);
        mirrored = between(random, 0.005, 0.04);
        glareX = between(random, -0.5, 0.5) * width;
        glareY = between(random, -0.5, 0.5) * height;
        glare = between(random, 0, 0.15);
    }

    @Override
    void add(double x, double y, float[] seen) {
        double beyond = beyond(x, y);
        if (beyond > frame) {
            addGround(seen);
            return;
        }
        double dx = (x - glareX) / (0.35 * width);
        double dy = (y - glareY) / (0.35 * height);
        double glass = mirrored + glare * Math.exp(-dx * dx - dy * dy);
        if (beyond > 0) {
            add(seen, FRAME_LIGHT + glass, FRAME_LIGHT + glass, FRAME_LIGHT + glass);
            return;
        }
        double column = Math.floor(x / pitch);
        double row = Math.floor(y / pitch);
        int stripe = Math.min(2, (int) (3 * (x / pitch - column)));
        add(seen, glass, glass, glass);
        if (y / pitch - row > DARK_ROWS) {
            // from left to right red, green, blue; the light is three times as strong as a third of the pixel needs
            int channel = 2 - stripe;
            double value = at((column + 0.5) * pitch, (row + 0.5) * pitch, channel);
            seen[channel] += (float) (3 / (1 - DARK_ROWS) * brightness * white[channel] * value);
        }
    }
}
