package io.facestream.evaluate.calibrate;

import io.facestream.vision.Face;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes of a clear aligned face what a camera would have seen of it: smaller, noisy, blurred, compressed, and aligned less exactly. Plain
 * Java on floats, BGR; the same random numbers give the same pixels.
 */
final class DegradedShot {
    private static final int SIDE = Face.CROP_SIDE;
    private static final double CENTRE_X = 55.5;
    private static final double CENTRE_Y = 65;

    private DegradedShot() {}

    /**
     * How one passage looks, the same for all its shots but for the height.
     *
     * @param fromHeight face height in camera pixels at the first shot
     * @param toHeight at the last
     * @param blur standard deviation in camera pixels
     * @param noise standard deviation in grey levels, before the blur
     * @param jpegQuality 0..1
     */
    record Conditions(double fromHeight, double toHeight, double blur, double noise, float jpegQuality) {
        /** Faces of 32 to 150 pixels, blur to 1.2, noise to 14, in any mixture. */
        static Conditions draw(Random random) {
            double from = 32 * Math.pow(150 / 32.0, random.nextDouble());
            double to = Math.max(32, Math.min(150, from * (0.6 + random.nextDouble())));
            return new Conditions(
                    from, to, 1.2 * random.nextDouble(), 14 * random.nextDouble(), 0.5f + 0.45f * random.nextFloat());
        }

        double height(int shot, int shots) {
            return fromHeight + (toHeight - fromHeight) * shot / Math.max(1, shots - 1);
        }
    }

    /** One shot of a clear crop, 112 x 112 BGR as the original. */
    static byte[] of(byte[] clear, Conditions conditions, double height, Random random) throws IOException {
        int side = (int) Math.round(Math.min(height, SIDE));
        double ratio = (double) SIDE / side;
        float[] small = shrunk(floats(clear), side, ratio);
        for (int i = 0; i < small.length; i++) {
            small[i] += (float) (conditions.noise() * random.nextGaussian());
        }
        small = compressed(blurred(small, side, conditions.blur()), side, conditions.jpegQuality());
        return misaligned(small, side, ratio, random);
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }

    private static float[] shrunk(float[] image, int side, double ratio) {
        // The blur of a lens that just resolves the smaller picture: without it fine structure would fold into false
        // patterns.
        float[] soft = ratio > 1.01 ? blurred(image, SIDE, 0.45 * Math.sqrt(ratio * ratio - 1)) : image;
        float[] small = new float[side * side * 3];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int c = 0; c < 3; c++) {
                    small[(y * side + x) * 3 + c] =
                            sample(soft, SIDE, (x + 0.5) * ratio - 0.5, (y + 0.5) * ratio - 0.5, c);
                }
            }
        }
        return small;
    }

    /** Back to 112 x 112 with points that are off by about a pixel, two degrees and two percent. */
    private static byte[] misaligned(float[] image, int side, double ratio, Random random) {
        double moveX = 1.2 * random.nextGaussian();
        double moveY = 1.2 * random.nextGaussian();
        double angle = Math.toRadians(2 * random.nextGaussian());
        double scale = 1 + 0.02 * random.nextGaussian();
        double cos = Math.cos(angle) * scale;
        double sin = Math.sin(angle) * scale;
        byte[] out = new byte[SIDE * SIDE * 3];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double fromX = cos * (x - CENTRE_X) - sin * (y - CENTRE_Y) + CENTRE_X + moveX;
                double fromY = sin * (x - CENTRE_X) + cos * (y - CENTRE_Y) + CENTRE_Y + moveY;
                for (int c = 0; c < 3; c++) {
                    float value = sample(image, side, (fromX + 0.5) / ratio - 0.5, (fromY + 0.5) / ratio - 0.5, c);
                    out[(y * SIDE + x) * 3 + c] = toByte(value);
                }
            }
        }
        return out;
    }

    private static byte toByte(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** Bilinear; beyond the edges the outermost pixel goes on. */
    private static float sample(float[] image, int side, double x, double y, int channel) {
        double inX = Math.max(0, Math.min(side - 1, x));
        double inY = Math.max(0, Math.min(side - 1, y));
        int left = (int) inX;
        int top = (int) inY;
        int right = Math.min(side - 1, left + 1);
        int bottom = Math.min(side - 1, top + 1);
        double partX = inX - left;
        double partY = inY - top;
        double above = image[(top * side + left) * 3 + channel] * (1 - partX)
                + image[(top * side + right) * 3 + channel] * partX;
        double below = image[(bottom * side + left) * 3 + channel] * (1 - partX)
                + image[(bottom * side + right) * 3 + channel] * partX;
        return (float) (above * (1 - partY) + below * partY);
    }

    private static float[] blurred(float[] image, int side, double sigma) {
        if (sigma < 0.05) {
            return image;
        }
        int reach = (int) Math.ceil(3 * sigma);
        float[] kernel = new float[2 * reach + 1];
        float total = 0;
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            total += kernel[i + reach];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= total;
        }
        return convolved(convolved(image, side, kernel, 1, 0), side, kernel, 0, 1);
    }

    private static float[] convolved(float[] image, int side, float[] kernel, int stepX, int stepY) {
        int reach = kernel.length / 2;
        float[] out = new float[image.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int i = -reach; i <= reach; i++) {
                    int fromX = Math.max(0, Math.min(side - 1, x + i * stepX));
                    int fromY = Math.max(0, Math.min(side - 1, y + i * stepY));
                    int from = (fromY * side + fromX) * 3;
                    int to = (y * side + x) * 3;
                    out[to] += kernel[i + reach] * image[from];
                    out[to + 1] += kernel[i + reach] * image[from + 1];
                    out[to + 2] += kernel[i + reach] * image[from + 2];
                }
            }
        }
        return out;
    }

    private static float[] compressed(float[] image, int side, float quality) throws IOException {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = toByte(image[i]);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        float[] values = new float[image.length];
        for (int i = 0; i < side * side; i++) {
            int rgb = read.getRGB(i % side, i / side);
            values[3 * i] = rgb & 0xff;
            values[3 * i + 1] = rgb >> 8 & 0xff;
            values[3 * i + 2] = rgb >> 16 & 0xff;
        }
        return values;
    }
}
