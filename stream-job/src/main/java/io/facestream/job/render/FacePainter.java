package io.facestream.job.render;

import io.facestream.job.identify.Outcome;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.picture.Canvas;
import io.facestream.vision.picture.Picture;
import java.util.List;
import java.util.Locale;

/** Draws faces over a picture: green with name and score, orange for the unknown, grey while it is open who it is. */
public final class FacePainter {
    private static final int KNOWN = 0x2fb457;
    private static final int UNKNOWN = 0xe0603a;
    private static final int PENDING = 0xb8bcc2;

    /** By how much more than its box a face is blurred, on each side. */
    private static final float BLUR_MARGIN = 0.25f;

    private final boolean blurUnknown;

    /** @param blurUnknown makes every face without a name unrecognisable */
    public FacePainter(boolean blurUnknown) {
        this.blurUnknown = blurUnknown;
    }

    /** Draws the faces of a single picture. */
    public void paintFaces(Picture picture, List<AnnotatedFace> faces) {
        paint(
                picture,
                faces.stream()
                        .map(face -> new FaceTrail.Drawn(face.box(), face))
                        .toList());
    }

    void paint(Picture picture, List<FaceTrail.Drawn> faces) {
        Canvas canvas = new Canvas(picture);
        if (blurUnknown) {
            faces.stream()
                    .filter(drawn -> drawn.face().outcome() != Outcome.IDENTIFIED)
                    .forEach(drawn -> canvas.blur(grown(drawn.box())));
        }
        for (FaceTrail.Drawn drawn : faces) {
            AnnotatedFace face = drawn.face();
            switch (face.outcome()) {
                case IDENTIFIED -> {
                    canvas.box(drawn.box(), KNOWN);
                    String text = String.format(Locale.ROOT, "%s %.2f", face.personId(), face.score());
                    canvas.label(drawn.box(), text, KNOWN);
                }
                case UNKNOWN -> {
                    canvas.box(drawn.box(), UNKNOWN);
                    canvas.label(drawn.box(), "unknown", UNKNOWN);
                }
                case PENDING -> canvas.box(drawn.box(), PENDING);
            }
        }
    }

    private static FaceBox grown(FaceBox box) {
        return new FaceBox(
                box.x() - BLUR_MARGIN * box.width(),
                box.y() - BLUR_MARGIN * box.height(),
                (1 + 2 * BLUR_MARGIN) * box.width(),
                (1 + 2 * BLUR_MARGIN) * box.height());
    }
}
