package io.facestream.vision.embed;

import io.facestream.vision.Face;
import io.facestream.vision.model.ModelCard;
import java.nio.FloatBuffer;

/**
 * Writes a crop of the input's size (BGR bytes, row-major; 112 x 112 of aligned faces) as a planar float tensor, as the card says. One
 * thread.
 */
public final class CropFeed {
    /** Values of an aligned crop's tensor. */
    public static final int VALUES = 3 * Face.CROP_SIDE * Face.CROP_SIDE;

    private final int pixels;
    private final float[][] valueOfByte;
    private final int[] byteOfChannel;
    private final float[] planes;

    public CropFeed(ModelCard.Input input) {
        pixels = input.width() * input.height();
        planes = new float[3 * pixels];
        byteOfChannel = input.colour() == ModelCard.Colour.RGB ? new int[] {2, 1, 0} : new int[] {0, 1, 2};
        valueOfByte = new float[3][256];
        for (int channel = 0; channel < 3; channel++) {
            for (int value = 0; value < 256; value++) {
                valueOfByte[channel][value] = (value - input.mean(channel)) * input.scale(channel);
            }
        }
    }

    /** Values of one crop's tensor. */
    public int values() {
        return planes.length;
    }

    /** Writes {@link #values} values from {@code position} on. */
    public void write(byte[] crop, FloatBuffer target, int position) {
        write(crop, planes, 0);
        target.put(position, planes);
    }

    /** Writes {@link #values} values from {@code position} on. */
    public void write(byte[] crop, float[] target, int position) {
        if (crop.length != planes.length) {
            throw new IllegalArgumentException("crop: " + crop.length + " bytes (expected: " + planes.length + ")");
        }
        for (int channel = 0; channel < 3; channel++) {
            float[] values = valueOfByte[channel];
            int plane = position + channel * pixels;
            for (int pixel = 0, at = byteOfChannel[channel]; pixel < pixels; pixel++, at += 3) {
                target[plane + pixel] = values[crop[at] & 0xff];
            }
        }
    }
}
