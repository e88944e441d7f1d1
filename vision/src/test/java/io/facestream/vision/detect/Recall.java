package io.facestream.vision.detect;

import java.util.ArrayList;
import java.util.List;

/** Counts faces found, faces missed and boxes that hold no labelled face. */
final class Recall {
    int labelled;
    int found;
    int falseBoxes;

    /** Points: a box has found a face when it holds the point; each box finds one. */
    void addPoints(List<DetectedFace> faces, List<LabelledPictures.Point> labels) {
        List<DetectedFace> unused = new ArrayList<>(faces);
        for (LabelledPictures.Point label : labels) {
            labelled++;
            if (unused.removeIf(new FirstOnly<>(face -> holds(face.box(), label)))) {
                found++;
            }
        }
        falseBoxes += unused.size();
    }

    private static boolean holds(FaceBox box, LabelledPictures.Point point) {
        return Math.abs(point.x() - box.centreX()) < 0.5f * box.width()
                && Math.abs(point.y() - box.centreY()) < 0.5f * box.height();
    }

    private static final class FirstOnly<T> implements java.util.function.Predicate<T> {
        private final java.util.function.Predicate<T> condition;
        private boolean done;

        FirstOnly(java.util.function.Predicate<T> condition) {
            this.condition = condition;
        }

        @Override
        public boolean test(T value) {
            boolean first = !done && condition.test(value);
            done |= first;
            return first;
        }
    }
}
