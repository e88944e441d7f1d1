package io.facestream.training.data;

import io.facestream.vision.model.ModelCard.Colour;

/**
 * How pixels become what the network takes, {@code (pixel - mean) * scale}, pixel 0..255: the same that the exported model's card says.
 *
 * @param colour order of the channels, RGB or BGR
 */
public record InputForm(Colour colour, float mean, float scale) {
    public InputForm {
        if (colour == Colour.GREY) {
            throw new IllegalArgumentException("colour: GREY (expected: RGB or BGR)");
        }
        if (!(mean >= 0 && mean <= 255)) {
            throw new IllegalArgumentException("mean: " + mean + " (expected: 0 to 255)");
        }
        if (!(scale > 0 && Float.isFinite(scale))) {
            throw new IllegalArgumentException("scale: " + scale + " (expected: above 0)");
        }
    }
}
