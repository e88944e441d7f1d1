package io.facestream.vision.detect;

import io.facestream.vision.model.Outputs;
import java.nio.FloatBuffer;

/**
 * Ultra-Light-Fast-Generic-Face-Detector (RFB and slim): scores [1,A,2], of which the second is the face's, and either boxes [1,A,4]
 * decoded inside the network, as it is published, or raw offsets to the priors, as it comes when it was freed of its one size.
 *
 * <p>A prior's centre is {@code (i + 0.5) * size / cells}, not {@code (i + 0.5) * stride}: they differ where the stride does not divide the size.
 */
final class RfbDecoder implements OutputDecoder {
    private static final int[] STRIDES = {8, 16, 32, 64};
    private static final float[][] PRIOR_SIDES = {{10, 16, 24}, {32, 48}, {64, 96}, {128, 192, 256}};
    private static final float CENTRE_VARIANCE = 0.1f;
    private static final float SIZE_VARIANCE = 0.2f;

    private final boolean raw;

    /** @param raw whether the network's second output holds offsets instead of corners */
    RfbDecoder(boolean raw) {
        this.raw = raw;
    }

    @Override
    public boolean findsPoints() {
        return false;
    }

    @Override
    public int multiple() {
        return 16;
    }

    @Override
    public int padding() {
        return 127;
    }

    @Override
    public void decode(Outputs outputs, int width, int height, float threshold, float toX, float toY, Candidates into) {
        int scoreOutput = outputs.shape(0)[outputs.shape(0).length - 1] == 2 ? 0 : 1;
        FloatBuffer scores = outputs.values(scoreOutput);
        FloatBuffer boxes = outputs.values(1 - scoreOutput);
        if (raw) {
            decodeOffsets(scores, boxes, width, height, threshold, toX, toY, into);
            return;
        }
        float scaleX = width * toX;
        float scaleY = height * toY;
        for (int i = 0, anchors = scores.limit() / 2; i < anchors; i++) {
            float score = scores.get(2 * i + 1);
            if (score >= threshold) {
                into.add(
                        score,
                        boxes.get(4 * i) * scaleX,
                        boxes.get(4 * i + 1) * scaleY,
                        boxes.get(4 * i + 2) * scaleX,
                        boxes.get(4 * i + 3) * scaleY);
            }
        }
    }

    private static void decodeOffsets(
            FloatBuffer scores,
            FloatBuffer offsets,
            int width,
            int height,
            float threshold,
            float toX,
            float toY,
            Candidates into) {
        int anchor = 0;
        for (int s = 0; s < STRIDES.length; s++) {
            int columns = cells(width, STRIDES[s]);
            int rows = cells(height, STRIDES[s]);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    for (float side : PRIOR_SIDES[s]) {
                        float score = scores.get(2 * anchor + 1);
                        if (score >= threshold) {
                            float x = (column + 0.5f) * width / columns
                                    + offsets.get(4 * anchor) * CENTRE_VARIANCE * side;
                            float y =
                                    (row + 0.5f) * height / rows + offsets.get(4 * anchor + 1) * CENTRE_VARIANCE * side;
                            float w = side * (float) Math.exp(offsets.get(4 * anchor + 2) * SIZE_VARIANCE) / 2;
                            float h = side * (float) Math.exp(offsets.get(4 * anchor + 3) * SIZE_VARIANCE) / 2;
                            into.add(score, (x - w) * toX, (y - h) * toY, (x + w) * toX, (y + h) * toY);
                        }
                        anchor++;
                    }
                }
            }
        }
        if (2 * anchor != scores.limit()) {
            throw new IllegalStateException("detector: " + scores.limit() / 2 + " boxes at " + width + " x " + height
                    + " (expected: " + anchor + ")");
        }
    }

    private static int cells(int size, int stride) {
        return (size + stride - 1) / stride;
    }
}
