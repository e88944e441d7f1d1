package io.facestream.vision.detect;

import java.util.Arrays;

/** Boxes of one pass before and after non-maximum suppression, in picture pixels. Flat memory, used again for each picture. */
final class Candidates {
    private static final int POINTS = 5;
    private static final int STRIDE = 15;

    private float[] values = new float[64 * STRIDE];
    private int size;
    private boolean withPoints;

    void clear(boolean points) {
        size = 0;
        withPoints = points;
    }

    int size() {
        return size;
    }

    /** Adds a box and returns where its ten point coordinates go, see {@link #put}. */
    int add(float score, float x1, float y1, float x2, float y2) {
        int at = size * STRIDE;
        if (at == values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        values[at] = x1;
        values[at + 1] = y1;
        values[at + 2] = x2;
        values[at + 3] = y2;
        values[at + 4] = score;
        size++;
        return at + POINTS;
    }

    void put(int at, float value) {
        values[at] = value;
    }

    float height(int i) {
        return values[i * STRIDE + 3] - values[i * STRIDE + 1];
    }

    DetectedFace get(int i) {
        int at = i * STRIDE;
        FaceBox box =
                new FaceBox(values[at], values[at + 1], values[at + 2] - values[at], values[at + 3] - values[at + 1]);
        return withPoints
                ? new DetectedFace(box, values[at + 4], Arrays.copyOfRange(values, at + POINTS, at + STRIDE))
                : new DetectedFace(box, values[at + 4]);
    }

    /** Keeps the best of the boxes that overlap by more than {@code iou}; the rest is sorted by falling score. */
    void suppress(float iou) {
        int kept = 0;
        while (kept < size) {
            int best = kept;
            for (int i = kept + 1; i < size; i++) {
                if (values[i * STRIDE + 4] > values[best * STRIDE + 4]) {
                    best = i;
                }
            }
            swap(kept, best);
            int remaining = kept + 1;
            for (int i = kept + 1; i < size; i++) {
                if (iou(kept, i) <= iou) {
                    if (i != remaining) {
                        System.arraycopy(values, i * STRIDE, values, remaining * STRIDE, STRIDE);
                    }
                    remaining++;
                }
            }
            size = remaining;
            kept++;
        }
    }

    private void swap(int i, int j) {
        if (i == j) {
            return;
        }
        for (int k = 0; k < STRIDE; k++) {
            float value = values[i * STRIDE + k];
            values[i * STRIDE + k] = values[j * STRIDE + k];
            values[j * STRIDE + k] = value;
        }
    }

    private float iou(int i, int j) {
        int a = i * STRIDE;
        int b = j * STRIDE;
        float w = Math.min(values[a + 2], values[b + 2]) - Math.max(values[a], values[b]);
        float h = Math.min(values[a + 3], values[b + 3]) - Math.max(values[a + 1], values[b + 1]);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        float both = w * h;
        float areas = (values[a + 2] - values[a]) * (values[a + 3] - values[a + 1])
                + (values[b + 2] - values[b]) * (values[b + 3] - values[b + 1]);
        return both / (areas - both);
    }
}
