package io.facestream.vision.embed;

import io.facestream.vision.Face;
import io.facestream.vision.model.ModelCard;
import java.nio.FloatBuffer;

/** Writes an aligned crop (112 x 112 BGR bytes, row-major) as a planar float tensor, as the card says. One thread. */
public final class CropFeed {
    private static final int PIXELS = Face.CROP_SIDE * Face.CROP_SIDE;
    /** Values of a crop's tensor. */
    public static final int VALUES = 3 * PIXELS;

    private final float[][] valueOfByte;
    private final int[] byteOfChannel;
    private final float[] planes = new float[VALUES];

    public CropFeed(ModelCard.Input input) {
        byteOfChannel = input.colour() == ModelCard.Colour.RGB ? new int[] {2, 1, 0} : new int[] {0, 1, 2};
        valueOfByte = new float[3][256];
        for (int channel = 0; channel < 3; channel++) {
            for (int value = 0; value < 256; value++) {
                valueOfByte[channel][value] = (value - input.mean(channel)) * input.scale(channel);
            }
        }
    }

    /** Writes {@link #VALUES} values from {@code position} on. */
    void write(byte[] crop, FloatBuffer target, int position) {
        write(crop, planes, 0);
        target.put(position, planes);
    }

    /** Writes {@link #VALUES} values from {@code position} on. */
    public void write(byte[] crop, float[] target, int position) {
        if (crop.length != VALUES) {
            throw new IllegalArgumentException("crop: " + crop.length + " bytes (expected: " + VALUES + ")");
        }
        for (int channel = 0; channel < 3; channel++) {
            float[] values = valueOfByte[channel];
            int plane = position + channel * PIXELS;
            for (int pixel = 0, at = byteOfChannel[channel]; pixel < PIXELS; pixel++, at += 3) {
                target[plane + pixel] = values[crop[at] & 0xff];
            }
        }
    }
}
