package io.facestream.evaluate;

import io.facestream.vision.detect.DetectedFace;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.picture.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which face of a picture is meant. */
public enum FaceChoice {
    /** The picture is a face, aligned to the ArcFace template, 112 x 112: nothing is looked for. */
    ALIGNED,
    /** The largest face for its distance from the middle: what the protocols of labelled photographs mean. */
    CENTRAL;

    /** The central one of some faces. */
    public static Optional<DetectedFace> central(List<DetectedFace> faces, Picture picture) {
        return faces.stream().max(Comparator.comparingDouble(face -> centrality(face.box(), picture)));
    }

    /** The larger, the more a face is what its picture is about: its share of the picture less its distance from the middle. */
    public static double centrality(FaceBox box, Picture picture) {
        double dx = box.centreX() / picture.width() - 0.5;
        double dy = box.centreY() / picture.height() - 0.5;
        return box.area() / picture.width() / picture.height() - 2 * (dx * dx + dy * dy);
    }
}
