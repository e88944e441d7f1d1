package io.facestream.evaluate.liveness;

import static io.facestream.evaluate.liveness.Sheet.between;

import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.Optional;
import java.util.Random;

/**
 * Photographs a picture again, as somebody would who holds a print or a screen before a camera: turned in space, with its margin or frame
 * before a plain ground, in the print's or the screen's light, a screen's pixels folding into moiré with the camera's; then the camera's
 * blur, noise and JPEG.
 *
 * <p><b>A simulation, no attack</b>: it has no paper grain, no ink dots, no flicker, no hands, no second lens. What it tells is whether a
 * network answers to the plainest signs; error rates for real attacks are only to be had from real attacks. Seeded.
 */
public final class Recapture implements Staging {
    private static final int SCREEN_SAMPLES_ACROSS = 6;
    private static final int SAMPLES_DOWN = 3;

    private final Instrument instrument;
    private final Random random;

    public Recapture(Instrument instrument, long seed) {
        this.instrument = instrument;
        this.random = new Random(seed);
    }

    @Override
    public Optional<Picture> of(Picture original, FaceBox face) throws PictureRefusedException {
        return Optional.of(of(original));
    }

    /** The picture as the camera sees it again; the caller closes it. */
    Picture of(Picture original) throws PictureRefusedException {
        if (instrument == Instrument.NONE) {
            return new Exposure(original.width(), original.height(), Exposure.linear(original)).developed(random);
        }
        double share = between(random, 0.6, 0.9);
        double scale = between(random, 0.9, 1.2);
        int width = (int) Math.round(original.width() * scale / share);
        int height = (int) Math.round(original.height() * scale / share);
        ShownPicture surface =
                instrument == Instrument.SCREEN ? new Screen(original, random) : new Print(original, random);
        Sheet sheet = new Sheet(width, height, scale, random);
        return new Exposure(width, height, light(width, height, sheet, surface)).developed(random);
    }

    private float[] light(int width, int height, Sheet sheet, ShownPicture surface) {
        int acrossSamples = instrument == Instrument.SCREEN ? SCREEN_SAMPLES_ACROSS : SAMPLES_DOWN;
        float[] light = new float[3 * width * height];
        float[] seen = new float[3];
        double[] place = new double[2];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                seen[0] = seen[1] = seen[2] = 0;
                for (int j = 0; j < SAMPLES_DOWN; j++) {
                    for (int i = 0; i < acrossSamples; i++) {
                        sheet.meet(x + (i + 0.5) / acrossSamples, y + (j + 0.5) / SAMPLES_DOWN, place);
                        surface.add(place[0], place[1], seen);
                    }
                }
                for (int c = 0; c < 3; c++) {
                    light[3 * (y * width + x) + c] = seen[c] / (acrossSamples * SAMPLES_DOWN);
                }
            }
        }
        return light;
    }
}
