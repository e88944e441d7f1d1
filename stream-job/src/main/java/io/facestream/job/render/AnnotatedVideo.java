package io.facestream.job.render;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.ingest.video.VideoWriter;
import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Draws boxes, names and scores over a camera's file, by decoding it once more: names arise behind the operators that hold no pixels, so
 * drawing has no place inside them. A box shows what was known at that moment, not what was found out later.
 */
public final class AnnotatedVideo {
    private final FacePainter painter;

    /** @param blurUnknown makes every face without a name unrecognisable */
    public AnnotatedVideo(boolean blurUnknown) {
        this.painter = new FacePainter(blurUnknown);
    }

    /**
     * Renders one camera.
     *
     * @param fromMillis position at which the run began
     * @param toMillis position at which it ended
     * @param progress told the position reached, in milliseconds
     */
    public void render(
            CameraSpec camera,
            List<Annotation> annotations,
            Path target,
            long fromMillis,
            long toMillis,
            LongConsumer progress)
            throws IOException {
        List<FaceTrail> trails = FaceTrail.of(annotations);
        try (FrameGrabber grabber = FrameGrabber.of(camera)) {
            grabber.open();
            if (fromMillis > 0) {
                grabber.seek(fromMillis);
            }
            Picture picture = null;
            VideoWriter writer = null;
            try {
                while (grabber.decode() && grabber.mediaTimeMillis() <= toMillis) {
                    if (grabber.mediaTimeMillis() < fromMillis
                            || grabber.refusal().isPresent()) {
                        continue;
                    }
                    if (picture == null || writer == null) {
                        picture = Picture.allocate(even(grabber.width()), even(grabber.height()));
                        writer = VideoWriter.create(target, picture.width(), picture.height());
                    }
                    grabber.convert(picture);
                    painter.paint(picture, inSight(trails, grabber.mediaTimeMillis()));
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

    private static List<FaceTrail.Drawn> inSight(List<FaceTrail> trails, long atMillis) {
        return trails.stream().flatMap(trail -> trail.at(atMillis).stream()).toList();
    }

    /** The encoder's 4:2:0 pictures have even sides. */
    private static int even(int side) {
        return Math.max(2, side & ~1);
    }
}
