package io.facestream.ingest.grab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.vision.picture.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.api.InstanceOfAssertFactories;

/** What the tests of grabbers on files have in common. */
final class GrabberFiles {
    private GrabberFiles() {}

    static FrameGrabber open(Path file) throws CameraException {
        FrameGrabber grabber = FrameGrabber.of(CameraSpec.parse(file.toString()));
        try {
            grabber.open();
            return grabber;
        } catch (CameraException e) {
            grabber.close();
            throw e;
        }
    }

    static void openAndClose(CameraSpec camera) throws CameraException {
        try (FrameGrabber grabber = FrameGrabber.of(camera)) {
            grabber.open();
        }
    }

    static void assertRefused(Path file, Reason reason, String text) {
        assertThatThrownBy(() -> openAndClose(CameraSpec.parse(file.toString())))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining(text)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("\n")
                .asInstanceOf(InstanceOfAssertFactories.type(CameraException.class))
                .returns(reason, CameraException::reason);
    }

    /** Position and checksum of each frame at or after a position. */
    static List<String> framesFrom(FrameGrabber grabber, long start) throws CameraException {
        List<String> frames = new ArrayList<>();
        while (grabber.decode()) {
            if (grabber.mediaTimeMillis() < start) {
                continue;
            }
            try (Picture picture = Picture.allocate(grabber.width(), grabber.height())) {
                grabber.convert(picture);
                CRC32 checksum = new CRC32();
                checksum.update(picture.bytes());
                frames.add(grabber.mediaTimeMillis() + " " + checksum.getValue());
            }
        }
        return frames;
    }
}
