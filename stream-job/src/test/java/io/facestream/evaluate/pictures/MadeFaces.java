package io.facestream.evaluate.pictures;

import io.facestream.vision.Face;
import io.facestream.vision.align.Landmarks;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.embed.Embedding;
import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.quality.FaceQuality;
import java.util.List;

/** Faces and a card made by hand, as large and as good as a test wants them. */
final class MadeFaces {
    private MadeFaces() {}

    /** A good face, 100 pixels high, in the middle of a picture of 640 x 480. */
    static Face good() {
        return face(270, 190, 100, quality(100, 0.9f, 0, 0.5f));
    }

    static Face face(float x, float y, float size, FaceQuality quality) {
        return new Face(
                new FaceBox(x, y, size, size), 0.9f, new Landmarks(new float[10]), quality, new byte[3 * 112 * 112]);
    }

    static FaceQuality quality(float height, float sharpness, float yaw, float brightness) {
        return new FaceQuality(height / 3, height, sharpness, yaw, 0, 0, brightness, 0.8f);
    }

    /** A unit vector of the plane whose angle gives the wanted cosine with angle 0. */
    static Embedding at(double cosine) {
        double angle = Math.acos(cosine);
        return new Embedding(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}, 5);
    }

    /** A card whose one-look threshold is 0.25 at 0.01 and 0.35 at 0.001, with a norm gate of 2.2. */
    static ModelCard card() {
        return new ModelCard(
                1,
                "made",
                ModelCard.Task.EMBEDDING,
                ModelCard.Family.ARCFACE,
                "made.onnx",
                "0".repeat(64),
                new ModelCard.Input(112, 112, ModelCard.Colour.BGR, List.of(127f), List.of(1f), ModelCard.Layout.NCHW),
                ModelCard.Resize.STRETCH,
                2,
                0,
                0,
                2.2f,
                List.of(),
                "",
                "",
                List.of(),
                List.of(new ThresholdRow(1, List.of(0.01, 0.001), List.of(0.25, 0.35))),
                "");
    }
}
