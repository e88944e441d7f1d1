package io.facestream.evaluate.liveness;

import static io.facestream.evaluate.liveness.Sheet.between;

import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureReader;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.Random;

/** Light on a sensor, before it is a picture. */
final class Exposure {
    private static final double GAMMA = 2.2;
    private static final float[] LINEAR = new float[256];

    static {
        for (int i = 0; i < 256; i++) {
            LINEAR[i] = (float) Math.pow(i / 255.0, GAMMA);
        }
    }

    private final int width;
    private final int height;
    private final float[] light;

    /** @param light 0..1, BGR, row-major */
    Exposure(int width, int height, float[] light) {
        this.width = width;
        this.height = height;
        this.light = light;
    }

    /** The picture's light, 0..1, BGR. */
    static float[] linear(Picture picture) {
        byte[] pixels = new byte[3 * picture.width() * picture.height()];
        picture.bytes().get(pixels);
        float[] light = new float[pixels.length];
        for (int i = 0; i < light.length; i++) {
            light[i] = LINEAR[pixels[i] & 0xff];
        }
        return light;
    }

    /** Blurred, with noise, through JPEG; the caller closes it. */
    Picture developed(Random random) throws PictureRefusedException {
        float[] blurred = blurred(between(random, 0.4, 1.0));
        double noise = between(random, 1, 5);
        try (Picture raw = Picture.allocate(width, height)) {
            byte[] pixels = new byte[blurred.length];
            for (int i = 0; i < pixels.length; i++) {
                double value =
                        255 * Math.pow(Math.max(0, Math.min(1, blurred[i])), 1 / GAMMA) + noise * random.nextGaussian();
                pixels[i] = (byte) Math.round(Math.max(0, Math.min(255, value)));
            }
            raw.bytes().put(pixels);
            int quality = (int) between(random, 60, 93);
            return PictureReader.decode(Jpeg.encode(raw, quality), "recapture");
        }
    }

    /** By a Gaussian of five taps, across and then down. */
    private float[] blurred(double sigma) {
        float[] taps = new float[5];
        float sum = 0;
        for (int i = -2; i <= 2; i++) {
            taps[i + 2] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += taps[i + 2];
        }
        for (int i = 0; i < taps.length; i++) {
            taps[i] /= sum;
        }
        float[] across = new float[light.length];
        for (int y = 0; y < height; y++) {
            blurLine(light, across, 3 * y * width, 3, width, taps);
        }
        float[] both = new float[light.length];
        for (int x = 0; x < width; x++) {
            blurLine(across, both, 3 * x, 3 * width, height, taps);
        }
        return both;
    }

    /** One row or column of all three channels; the pixels at its ends go on beyond them. */
    private static void blurLine(float[] from, float[] into, int start, int step, int length, float[] taps) {
        for (int i = 0; i < length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                float value = 0;
                for (int tap = -2; tap <= 2; tap++) {
                    int near = Math.max(0, Math.min(length - 1, i + tap));
                    value += taps[tap + 2] * from[start + near * step + channel];
                }
                into[start + i * step + channel] = value;
            }
        }
    }
}
