package io.facestream.vision.detect;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.Resize;
import java.util.ArrayList;
import java.util.List;

/**
 * One look of the network at a picture.
 *
 * @param width of the network's picture, in pixels
 * @param maxBoxHeight boxes higher than this, in the network's pixels, are left to another pass; 0 for no limit
 */
record DetectorPass(int width, int height, Resize resize, float scoreThreshold, float maxBoxHeight) {
    /** Height in network pixels from which a detector finds nearly all faces; measured for the default one by DetectorRecallIT. */
    static final float FOUND_FROM = 24;

    /** Height in network pixels from which the first, coarse pass needs no second opinion. */
    static final float COARSE_FOUND_FROM = 36;

    /**
     * The passes over pictures of one size. A card's stretched pass is taken as it is; a letterboxed one grows until the smallest
     * wanted face is {@link #FOUND_FROM} pixels high in it, or the limit is reached, and falls away where the first pass is as fine.
     *
     * @param free whether the network takes pictures of any size
     * @param multiple both sides of the network's picture are multiples of this
     * @param minFaceHeight in picture pixels
     * @param maxPixels most pixels of a network's picture
     */
    static List<DetectorPass> plan(
            ModelCard card,
            boolean free,
            int multiple,
            int pictureWidth,
            int pictureHeight,
            float minFaceHeight,
            int maxPixels) {
        ModelCard.Input input = card.input();
        if (!free) {
            return List.of(new DetectorPass(input.width(), input.height(), card.resize(), card.scoreThreshold(), 0));
        }
        if (card.passes().isEmpty()) {
            float shown = Math.min((float) input.width() / pictureWidth, (float) input.height() / pictureHeight);
            float scale = Math.min(1, Math.max(shown, FOUND_FROM / minFaceHeight));
            return List.of(fitted(scale, multiple, pictureWidth, pictureHeight, maxPixels, card.scoreThreshold(), 0));
        }
        List<DetectorPass> passes = new ArrayList<>();
        for (ModelCard.Pass pass : card.passes()) {
            if (pass.resize() == Resize.STRETCH || passes.isEmpty()) {
                passes.add(new DetectorPass(
                        pass.width(), pass.height(), pass.resize(), pass.scoreThreshold(), pass.maxBoxHeight()));
                continue;
            }
            DetectorPass first = passes.get(0);
            float coarse = (float) first.height() / pictureHeight;
            float scale = Math.min(1, FOUND_FROM / minFaceHeight);
            if (minFaceHeight * coarse < COARSE_FOUND_FROM && scale > coarse) {
                DetectorPass fine = fitted(
                        scale,
                        multiple,
                        pictureWidth,
                        pictureHeight,
                        maxPixels,
                        pass.scoreThreshold(),
                        pass.maxBoxHeight());
                // faces too small for the first pass must not be too large for this one
                float left = COARSE_FOUND_FROM * fine.height() / first.height();
                passes.add(new DetectorPass(
                        fine.width(),
                        fine.height(),
                        Resize.LETTERBOX,
                        fine.scoreThreshold(),
                        Math.max(left, fine.maxBoxHeight())));
            }
        }
        return List.copyOf(passes);
    }

    private static DetectorPass fitted(
            float scale, int multiple, int width, int height, int maxPixels, float scoreThreshold, float maxBoxHeight) {
        double limited = Math.min(scale, Math.sqrt((double) maxPixels / ((double) width * height)));
        return new DetectorPass(
                roundUp(width * limited, multiple),
                roundUp(height * limited, multiple),
                Resize.LETTERBOX,
                scoreThreshold,
                maxBoxHeight);
    }

    private static int roundUp(double size, int multiple) {
        return (int) Math.max(1, Math.ceil(size / multiple - 1e-6)) * multiple;
    }
}
