package io.facestream.job.render;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FfmpegGrabber;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.ingest.video.VideoWriter;
import io.facestream.job.identify.Outcome;
import io.facestream.vision.detect.FaceBox;
import io.facestream.vision.picture.Canvas;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Draws boxes, names and scores over a camera's file, by decoding it once more: names arise behind the operators that hold no pixels, so
 * drawing has no place inside them. A box shows what was known at that moment, not what was found out later.
 */
public final class AnnotatedVideo {
    private static final int KNOWN = 0x2fb457;
    private static final int UNKNOWN = 0xe0603a;
    private static final int PENDING = 0xb8bcc2;

    private final boolean blurUnknown;

    /** @param blurUnknown makes every face without a name unrecognisable */
    public AnnotatedVideo(boolean blurUnknown) {
        this.blurUnknown = blurUnknown;
    }

    /**
     * Renders one camera.
     *
     * @param fromMillis position at which the run began
     * @param toMillis position at which it ended
     * @param progress told the position reached, in milliseconds
     */
    public void render(
            CameraSpec camera, List<Annotation> annotations, Path target, long fromMillis, long toMillis, LongConsumer progress)
            throws IOException {
        List<FaceTrail> trails = FaceTrail.of(annotations);
        try (FrameGrabber grabber = new FfmpegGrabber(camera)) {
            grabber.open();
            if (fromMillis > 0) {
                grabber.seek(fromMillis);
            }
            Picture picture = null;
            VideoWriter writer = null;
            try {
                while (grabber.decode() && grabber.mediaTimeMillis() <= toMillis) {
                    if (grabber.mediaTimeMillis() < fromMillis || grabber.refusal().isPresent()) {
                        continue;
                    }
                    if (picture == null || writer == null) {
                        picture = Picture.allocate(even(grabber.width()), even(grabber.height()));
                        writer = VideoWriter.create(target, picture.width(), picture.height());
                    }
                    grabber.convert(picture);
                    draw(picture, trails, grabber.mediaTimeMillis());
                    writer.write(picture, grabber.mediaTimeMillis() - fromMillis);
                    progress.accept(grabber.mediaTimeMillis());
                }
            } finally {
                if (writer != null) {
                    writer.close();
                }
                if (picture != null) {
                    picture.close();
                }
            }
        }
    }

    private void draw(Picture picture, List<FaceTrail> trails, long atMillis) {
        Canvas canvas = new Canvas(picture);
        List<FaceTrail.Drawn> faces =
                trails.stream().flatMap(trail -> trail.at(atMillis).stream()).toList();
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
                    canvas.label(
                            drawn.box(), String.format(Locale.ROOT, "%s %.2f", face.personId(), face.score()), KNOWN);
                }
                case UNKNOWN -> {
                    canvas.box(drawn.box(), UNKNOWN);
                    canvas.label(drawn.box(), "unknown", UNKNOWN);
                }
                case PENDING -> canvas.box(drawn.box(), PENDING);
            }
        }
    }

    /** The encoder's 4:2:0 pictures have even sides. */
    private static int even(int side) {
        return Math.max(2, side & ~1);
    }

    private static FaceBox grown(FaceBox box) {
        float by = 0.25f;
        return new FaceBox(
                box.x() - by * box.width(),
                box.y() - by * box.height(),
                (1 + 2 * by) * box.width(),
                (1 + 2 * by) * box.height());
    }
}
