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
            canvas.box(drawn.box(), colour(drawn.face().outcome()));
        }
        // over all boxes, so that no line of a neighbour's goes through a name
        for (FaceTrail.Drawn drawn : faces) {
            AnnotatedFace face = drawn.face();
            if (face.outcome() == Outcome.IDENTIFIED) {
                String text = String.format(Locale.ROOT, "%s %.2f", face.personId(), face.score());
                canvas.label(drawn.box(), text, KNOWN);
            } else if (face.outcome() == Outcome.UNKNOWN) {
                canvas.label(drawn.box(), "unknown", UNKNOWN);
            }
        }
    }

    private static int colour(Outcome outcome) {
        return switch (outcome) {
            case IDENTIFIED -> KNOWN;
            case UNKNOWN -> UNKNOWN;
            case PENDING -> PENDING;
        };
    }

    private static FaceBox grown(FaceBox box) {
        return new FaceBox(
                box.x() - BLUR_MARGIN * box.width(),
                box.y() - BLUR_MARGIN * box.height(),
                (1 + 2 * BLUR_MARGIN) * box.width(),
                (1 + 2 * BLUR_MARGIN) * box.height());
    }
}
