package io.facestream.vision.detect;

import io.facestream.vision.align.Landmarks;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a detector says of one face.
 *
 * @param box in pixels of the picture
 * @param score 0..1
 * @param points five points as in {@link Landmarks}, ten values in pixels of the picture; empty when the detector finds boxes only
 */
public record DetectedFace(FaceBox box, float score, float[] points) {
    private static final float[] NO_POINTS = {};

    public DetectedFace {
        if (points.length != 0 && points.length != 10) {
            throw new IllegalArgumentException("points: " + points.length + " values (expected: 0 or 10)");
        }
    }

    public DetectedFace(FaceBox box, float score) {
        this(box, score, NO_POINTS);
    }

    /** The detector's own points, if it finds any. */
    public Optional<Landmarks> landmarks() {
        return points.length == 0 ? Optional.empty() : Optional.of(new Landmarks(points));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DetectedFace that
                && score == that.score
                && box.equals(that.box)
                && Arrays.equals(points, that.points);
    }

    @Override
    public int hashCode() {
        return 31 * box.hashCode() + Float.hashCode(score);
    }

    @Override
    public String toString() {
        return "DetectedFace[box=" + box + ", score=" + score + ", points=" + Arrays.toString(points) + "]";
    }
}
