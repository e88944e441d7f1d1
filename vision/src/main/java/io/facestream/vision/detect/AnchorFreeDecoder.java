package io.facestream.vision.detect;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.Outputs;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * SCRFD and YuNet: for each stride a grid of cells with scores, boxes and, mostly, five points.
 *
 * <p>Exporters name and order the outputs as they like and some leave out the batch dimension, so an output is known by its last
 * dimension (1 a score, 4 a box, 10 points) and its stride by the number of its cells. YuNet has two scores a cell, whose order does not matter: they are multiplied.
 */
final class AnchorFreeDecoder implements OutputDecoder {
    private static final int FIRST_STRIDE = 8;

    private final boolean yunet;
    private final boolean points;
    private final List<Level> levels;

    /** Indices of one stride's outputs; {@code points} is -1 where there are none. */
    private record Level(int score, int otherScore, int box, int points) {}

    private AnchorFreeDecoder(boolean yunet, List<Level> levels) {
        this.yunet = yunet;
        this.levels = levels;
        this.points = levels.get(0).points() >= 0;
    }

    /**
     * Finds out which output is which.
     *
     * @param shapes of the outputs, as one run at any size gave them
     */
    static AnchorFreeDecoder of(ModelCard.Family family, String id, List<long[]> shapes) {
        boolean yunet = family == ModelCard.Family.YUNET;
        List<Integer> scores = byAnchors(shapes, 1);
        List<Integer> boxes = byAnchors(shapes, 4);
        List<Integer> points = byAnchors(shapes, 10);
        int scoresALevel = yunet ? 2 : 1;
        boolean whole = !boxes.isEmpty()
                && scores.size() == scoresALevel * boxes.size()
                && (points.isEmpty() || points.size() == boxes.size())
                && scores.size() + boxes.size() + points.size() == shapes.size();
        if (!whole) {
            throw new IllegalArgumentException(
                    "detector " + id + ": " + scores.size() + " score, " + boxes.size() + " box and "
                            + points.size() + " point outputs of " + shapes.size() + " (expected: "
                            + (yunet ? "2 scores, 1 box and 1 or 0 points" : "1 score, 1 box and 1 or 0 points")
                            + " a stride)");
        }
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            int score = scores.get(scoresALevel * i);
            int other = yunet ? scores.get(2 * i + 1) : score;
            levels.add(new Level(score, other, boxes.get(i), points.isEmpty() ? -1 : points.get(i)));
        }
        return new AnchorFreeDecoder(yunet, levels);
    }

    /** Outputs with a last dimension, the finest stride first. */
    private static List<Integer> byAnchors(List<long[]> shapes, int lastDimension) {
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            if (shapes.get(i).length > 0 && shapes.get(i)[shapes.get(i).length - 1] == lastDimension) {
                outputs.add(i);
            }
        }
        outputs.sort(Comparator.comparingLong(i -> -anchors(shapes.get(i))));
        return outputs;
    }

    private static long anchors(long[] shape) {
        long anchors = 1;
        for (int i = 0; i < shape.length - 1; i++) {
            anchors *= shape[i];
        }
        return anchors;
    }

    @Override
    public boolean findsPoints() {
        return points;
    }

    @Override
    public int multiple() {
        return FIRST_STRIDE << (levels.size() - 1);
    }

    @Override
    public int padding() {
        return 0;
    }

    @Override
    public void decode(Outputs outputs, int width, int height, float threshold, float toX, float toY, Candidates into) {
        for (int i = 0; i < levels.size(); i++) {
            decode(outputs, levels.get(i), FIRST_STRIDE << i, width, height, threshold, toX, toY, into);
        }
    }

    private void decode(
            Outputs outputs,
            Level level,
            int stride,
            int width,
            int height,
            float threshold,
            float toX,
            float toY,
            Candidates into) {
        FloatBuffer scores = outputs.values(level.score());
        FloatBuffer otherScores = outputs.values(level.otherScore());
        FloatBuffer boxes = outputs.values(level.box());
        int columns = width / stride;
        int cells = columns * (height / stride);
        int anchors = scores.limit() / cells;
        if (anchors * cells != scores.limit() || boxes.limit() != 4 * scores.limit()) {
            throw new IllegalStateException("detector: " + scores.limit() + " scores at stride " + stride + " of "
                    + width + " x " + height + " (expected: a multiple of " + cells + ")");
        }
        for (int i = 0; i < scores.limit(); i++) {
            float score = scores.get(i);
            if (yunet) {
                score = (float) Math.sqrt(clamp(score) * clamp(otherScores.get(i)));
            }
            if (score < threshold) {
                continue;
            }
            int cell = i / anchors;
            float x = (cell % columns) * stride;
            float y = (cell / columns) * stride;
            int at = yunet
                    ? addCentred(boxes, i, score, x, y, stride, toX, toY, into)
                    : addDistances(boxes, i, score, x, y, stride, toX, toY, into);
            if (points) {
                FloatBuffer offsets = outputs.values(level.points());
                for (int k = 0; k < 10; k += 2) {
                    into.put(at + k, (x + offsets.get(10 * i + k) * stride) * toX);
                    into.put(at + k + 1, (y + offsets.get(10 * i + k + 1) * stride) * toY);
                }
            }
        }
    }

    private static int addDistances(
            FloatBuffer boxes,
            int i,
            float score,
            float x,
            float y,
            int stride,
            float toX,
            float toY,
            Candidates into) {
        return into.add(
                score,
                (x - boxes.get(4 * i) * stride) * toX,
                (y - boxes.get(4 * i + 1) * stride) * toY,
                (x + boxes.get(4 * i + 2) * stride) * toX,
                (y + boxes.get(4 * i + 3) * stride) * toY);
    }

    private static int addCentred(
            FloatBuffer boxes,
            int i,
            float score,
            float x,
            float y,
            int stride,
            float toX,
            float toY,
            Candidates into) {
        float centreX = x + boxes.get(4 * i) * stride;
        float centreY = y + boxes.get(4 * i + 1) * stride;
        float w = (float) Math.exp(boxes.get(4 * i + 2)) * stride / 2;
        float h = (float) Math.exp(boxes.get(4 * i + 3)) * stride / 2;
        return into.add(score, (centreX - w) * toX, (centreY - h) * toY, (centreX + w) * toX, (centreY + h) * toY);
    }

    private static float clamp(float probability) {
        return Math.max(0, Math.min(1, probability));
    }
}
