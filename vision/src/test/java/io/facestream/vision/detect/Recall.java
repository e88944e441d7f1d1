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

    /** Squares: found by two fifths of the area, for detectors crop faces differently; a box in a pasted patch is a bystander, not false. */
    void addFrame(List<DetectedFace> faces, PastedFaces.Frame frame) {
        List<DetectedFace> unused = new ArrayList<>(faces);
        for (FaceBox label : frame.faces()) {
            labelled++;
            if (unused.removeIf(new FirstOnly<>(face -> face.box().iou(label) > 0.4f))) {
                found++;
            }
        }
        unused.removeIf(face -> frame.patches().stream()
                .anyMatch(patch ->
                        patch.intersection(face.box()) > 0.5f * face.box().area()));
        falseBoxes += unused.size();
    }

    double rate() {
        return (double) found / labelled;
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
