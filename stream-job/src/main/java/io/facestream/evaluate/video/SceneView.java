package io.facestream.evaluate.video;

import io.facestream.ingest.camera.CameraSpec;
import io.facestream.ingest.grab.FrameGrabber;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a video looks like.
 *
 * @param lengthMillis as the file states it, -1 where it does not
 */
record SceneView(int width, int height, long lengthMillis) {
    static SceneView of(String name, Path video) throws IOException {
        try (FrameGrabber grabber = FrameGrabber.of(
                CameraSpec.parse(name + "=" + video.toAbsolutePath().normalize()))) {
            grabber.open();
            if (!grabber.decode()) {
                throw new IOException(video + ": no frame (expected: a video)");
            }
            return new SceneView(grabber.width(), grabber.height(), grabber.durationMillis());
        }
    }
}
