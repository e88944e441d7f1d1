package io.facestream.job.render;

import io.facestream.job.identify.Outcome;
import io.facestream.vision.detect.FaceBox;

/** What is drawn of a face: its box, and what was known of it at that moment. */
public record AnnotatedFace(
        String trackId, float x, float y, float width, float height, Outcome outcome, String personId, float score) {
    FaceBox box() {
        return new FaceBox(x, y, width, height);
    }
}
