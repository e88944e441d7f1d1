package io.facestream.scenes;

import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import java.nio.file.Path;

/**
 * A photograph of one person with the place of the face in it.
 *
 * @param landmarks five points in the photograph's pixels
 */
record Photo(String person, Path file, int width, int height, Landmarks landmarks) {
    private static final double HEIGHT_BY_POINTS = 1.3;
    private static final double WIDTH_BY_HEIGHT = 0.8;
    private static final double MARGIN = 0.45;

    /**
     * The face's box by its points: 1.3 times the eye distance plus the distance from eyes to mouth, which is what face detectors draw
     * within some 5 % (forehead's middle to chin, cheek to cheek).
     */
    FaceBox box() {
        double eyesX = (landmarks.x(0) + landmarks.x(1)) / 2;
        double eyesY = (landmarks.y(0) + landmarks.y(1)) / 2;
        double mouthX = (landmarks.x(3) + landmarks.x(4)) / 2;
        double mouthY = (landmarks.y(3) + landmarks.y(4)) / 2;
        double height = HEIGHT_BY_POINTS * (landmarks.eyeDistance() + Math.hypot(mouthX - eyesX, mouthY - eyesY));
        double width = WIDTH_BY_HEIGHT * height;
        double centreY = (eyesY + mouthY) / 2 - 0.09 * height;
        return new FaceBox(
                (float) ((eyesX + mouthX) / 2 - width / 2), (float) (centreY - height / 2), (float) width, (float)
                        height);
    }

    /** What is cut from the photograph, as x, y, width, height: the face and its surroundings, with no stranger's half face. */
    int[] cut() {
        FaceBox box = box();
        int left = (int) Math.max(0, Math.floor(box.x() - MARGIN * box.width()));
        int top = (int) Math.max(0, Math.floor(box.y() - MARGIN * box.height()));
        int right = (int) Math.min(width, Math.ceil(box.x() + (1 + MARGIN) * box.width()));
        int bottom = (int) Math.min(height, Math.ceil(box.y() + (1 + MARGIN) * box.height()));
        return new int[] {left, top, (right - left) / 2 * 2, (bottom - top) / 2 * 2};
    }
}
