package io.facestream.training.generate;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.random.RandomGenerator;

/** What camera and light make of a painted face: gradient of light, colour cast, blur, noise. */
final class Exposure {
    private static final int SIDE = GeneratedFaces.SIDE;

    private Exposure() {}

    /** The pixels as BGR bytes. */
    static byte[] expose(BufferedImage painted, Moment moment, RandomGenerator random) {
        byte[] pixels = ((DataBufferByte) painted.getRaster().getDataBuffer()).getData();
        float[] values = lit(pixels, moment);
        blur(values, moment.blur());
        byte[] exposed = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = values[i] + moment.noise() * noise(random);
            exposed[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return exposed;
    }

    /** Close to normal with deviation 1, and several times as fast: the sum of four even 16-bit numbers. */
    private static double noise(RandomGenerator random) {
        long bits = random.nextLong();
        long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        return (sum - 2 * 65535.0) / (65536 * Math.sqrt(4 / 12.0));
    }

    private static float[] lit(byte[] pixels, Moment moment) {
        float[] values = new float[pixels.length];
        double slopeX = Math.cos(moment.light()) * moment.contrast() / SIDE;
        double slopeY = Math.sin(moment.light()) * moment.contrast() / SIDE;
        double[] gains = moment.gains();
        for (int y = 0, at = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++, at += 3) {
                double light = 1 + slopeX * (x - SIDE / 2.0) + slopeY * (y - SIDE / 2.0);
                int blue = pixels[at] & 0xff;
                int green = pixels[at + 1] & 0xff;
                int red = pixels[at + 2] & 0xff;
                double grey = (0.114 * blue + 0.587 * green + 0.299 * red) * (1 - moment.saturation());
                values[at] = (float) ((grey + moment.saturation() * blue) * gains[0] * light + moment.lift());
                values[at + 1] = (float) ((grey + moment.saturation() * green) * gains[1] * light + moment.lift());
                values[at + 2] = (float) ((grey + moment.saturation() * red) * gains[2] * light + moment.lift());
            }
        }
        return values;
    }

    private static void blur(float[] values, double deviation) {
        float[] kernel = new float[1 + (int) Math.ceil(2.5 * deviation)];
        float sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) Math.exp(-i * i / (2 * deviation * deviation));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        float[] line = new float[SIDE];
        for (int i = 0; i < SIDE; i++) {
            for (int channel = 0; channel < 3; channel++) {
                blurLine(values, 3 * SIDE * i + channel, 3, kernel, line);
            }
        }
        for (int i = 0; i < SIDE; i++) {
            for (int channel = 0; channel < 3; channel++) {
                blurLine(values, 3 * i + channel, 3 * SIDE, kernel, line);
            }
        }
    }

    private static void blurLine(float[] values, int from, int step, float[] kernel, float[] line) {
        for (int i = 0; i < SIDE; i++) {
            line[i] = values[from + i * step];
        }
        for (int i = 0; i < SIDE; i++) {
            float sum = kernel[0] * line[i];
            for (int k = 1; k < kernel.length; k++) {
                sum += kernel[k] * (line[Math.max(0, i - k)] + line[Math.min(SIDE - 1, i + k)]);
            }
            values[from + i * step] = sum;
        }
    }
}
