package io.facestream.evaluate.liveness;

import static io.facestream.evaluate.liveness.Sheet.between;

import io.facestream.vision.picture.Picture;
import java.util.Random;

/** A flat thing that shows a picture: what each of its points sends to a camera. */
abstract class ShownPicture {
    final int width;
    final int height;
    private final float[] light;
    private final float[] ground = new float[3];

    ShownPicture(Picture picture, Random random) {
        width = picture.width();
        height = picture.height();
        light = Exposure.linear(picture);
        double level = between(random, 0.1, 0.5);
        for (int c = 0; c < 3; c++) {
            ground[c] = (float) (level * between(random, 0.85, 1.15));
        }
    }

    /** How far beyond the picture's edge a point lies; negative inside. */
    double beyond(double x, double y) {
        return Math.max(Math.abs(x) - width / 2.0, Math.abs(y) - height / 2.0);
    }

    void addGround(float[] seen) {
        add(seen, ground[0], ground[1], ground[2]);
    }

    static void add(float[] seen, double b, double g, double r) {
        seen[0] += (float) b;
        seen[1] += (float) g;
        seen[2] += (float) r;
    }

    double at(double x, double y, int channel) {
        double px = Math.max(0, Math.min(width - 1.001, x + width / 2.0 - 0.5));
        double py = Math.max(0, Math.min(height - 1.001, y + height / 2.0 - 0.5));
        int left = (int) px;
        int top = (int) py;
        int at = 3 * (top * width + left) + channel;
        double above = light[at] + (px - left) * (light[at + 3] - light[at]);
        at += 3 * width;
        double below = light[at] + (px - left) * (light[at + 3] - light[at]);
        return above + (py - top) * (below - above);
    }

    /** Adds the light (0..1, BGR) of a point, given in picture pixels from the picture's middle. */
    abstract void add(double x, double y, float[] seen);
}
