package io.facestream.training.data;

import io.facestream.vision.model.ModelCard.Colour;
import java.util.SplittableRandom;

/** Turns a picture's bytes into the network's input, varied as {@link Augmentation} says. Keeps buffers: one thread. */
final class Augmenter {
    private static final double LEAST_SIGMA = 0.5;
    private static final double MOST_SIGMA = 2;
    /** Taps on each side of a blur's middle: three standard deviations of the strongest. */
    private static final int REACH = 6;

    private final int side;
    private final Augmentation augmentation;
    private final InputForm form;
    private final float[] pixels;
    private final float[] scratch;

    Augmenter(int side, Augmentation augmentation, InputForm form) {
        this.side = side;
        this.augmentation = augmentation;
        this.form = form;
        this.pixels = new float[side * side * 3];
        this.scratch = new float[side * side * 3];
    }

    /**
     * Writes one picture as three planes.
     *
     * @param bgr of {@code side * side} pixels, row-major
     * @param at where the first plane begins
     */
    void put(byte[] bgr, SplittableRandom random, float[] into, int at) {
        crop(bgr, random);
        if (random.nextDouble() < augmentation.flip()) {
            flip();
        }
        if (random.nextDouble() < augmentation.blur()) {
            blur(random.nextDouble(LEAST_SIGMA, MOST_SIGMA));
        }
        colours(random);
        planes(into, at);
    }

    private void crop(byte[] bgr, SplittableRandom random) {
        if (augmentation.cropFrom() == 0) {
            for (int i = 0; i < bgr.length; i++) {
                pixels[i] = bgr[i] & 0xff;
            }
            return;
        }
        int spare = augmentation.cropFrom() - side;
        int left = random.nextInt(spare + 1);
        int top = random.nextInt(spare + 1);
        double step = (double) side / augmentation.cropFrom();
        for (int y = 0; y < side; y++) {
            // pixel centres lie at half steps
            double v = Math.max(0, Math.min(side - 1, (y + top + 0.5) * step - 0.5));
            int y0 = Math.min(side - 2, (int) v);
            for (int x = 0; x < side; x++) {
                double u = Math.max(0, Math.min(side - 1, (x + left + 0.5) * step - 0.5));
                int x0 = Math.min(side - 2, (int) u);
                sample(bgr, x0, y0, (float) (u - x0), (float) (v - y0), (y * side + x) * 3);
            }
        }
    }

    private void sample(byte[] bgr, int x, int y, float right, float down, int into) {
        int a = (y * side + x) * 3;
        int b = a + side * 3;
        for (int c = 0; c < 3; c++) {
            float upper = (bgr[a + c] & 0xff) * (1 - right) + (bgr[a + 3 + c] & 0xff) * right;
            float lower = (bgr[b + c] & 0xff) * (1 - right) + (bgr[b + 3 + c] & 0xff) * right;
            pixels[into + c] = upper * (1 - down) + lower * down;
        }
    }

    private void flip() {
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side / 2; x++) {
                int a = (y * side + x) * 3;
                int b = (y * side + side - 1 - x) * 3;
                for (int c = 0; c < 3; c++) {
                    float kept = pixels[a + c];
                    pixels[a + c] = pixels[b + c];
                    pixels[b + c] = kept;
                }
            }
        }
    }

    private void blur(double sigma) {
        float[] taps = new float[REACH + 1];
        double sum = 0;
        for (int i = 0; i <= REACH; i++) {
            double tap = Math.exp(-i * i / (2 * sigma * sigma));
            taps[i] = (float) tap;
            sum += i == 0 ? tap : 2 * tap;
        }
        for (int i = 0; i <= REACH; i++) {
            taps[i] /= (float) sum;
        }
        convolve(pixels, scratch, taps, 3, side * 3);
        convolve(scratch, pixels, taps, side * 3, 3);
    }

    /** One direction of a blur; what lies beyond the edge is like the edge.
     *
     * @param along from one pixel to the next in that direction
     * @param across from one line of pixels to the next
     */
    private void convolve(float[] from, float[] into, float[] taps, int along, int across) {
        for (int line = 0; line < side; line++) {
            for (int i = 0; i < side; i++) {
                for (int c = 0; c < 3; c++) {
                    int start = line * across + c;
                    float value = taps[0] * from[start + i * along];
                    for (int tap = 1; tap <= REACH; tap++) {
                        int before = Math.max(0, i - tap);
                        int after = Math.min(side - 1, i + tap);
                        value += taps[tap] * (from[start + before * along] + from[start + after * along]);
                    }
                    into[start + i * along] = value;
                }
            }
        }
    }

    private void colours(SplittableRandom random) {
        boolean grey = random.nextDouble() < augmentation.grey();
        float colourful = grey ? 0 : 1 + (float) (augmentation.saturation() * (2 * random.nextDouble() - 1));
        float brighter = (float) (255 * augmentation.brightness() * (2 * random.nextDouble() - 1));
        if (colourful == 1 && brighter == 0) {
            return;
        }
        for (int i = 0; i < pixels.length; i += 3) {
            // luma of ITU-R BT.601, as JPEG has it
            float luma = 0.114f * pixels[i] + 0.587f * pixels[i + 1] + 0.299f * pixels[i + 2];
            for (int c = 0; c < 3; c++) {
                float value = luma + colourful * (pixels[i + c] - luma) + brighter;
                pixels[i + c] = Math.max(0, Math.min(255, value));
            }
        }
    }

    private void planes(float[] into, int at) {
        int area = side * side;
        for (int plane = 0; plane < 3; plane++) {
            int channel = form.colour() == Colour.BGR ? plane : 2 - plane;
            int start = at + plane * area;
            for (int i = 0; i < area; i++) {
                into[start + i] = (pixels[3 * i + channel] - form.mean()) * form.scale();
            }
        }
    }
}
