package io.facestream.ingest.gateway;

import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.picture.Jpeg;
import io.facestream.vision.picture.Picture;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the JPEG of a decoded frame, or takes the camera's own. One thread. */
final class JpegCoder implements AutoCloseable {
    private final GatewayOptions options;
    private @Nullable Picture picture;

    JpegCoder(GatewayOptions options) {
        this.options = options;
    }

    byte[] jpeg(FrameGrabber grabber) {
        boolean tooHigh = options.maxHeight() > 0 && grabber.height() > options.maxHeight();
        if (options.passThrough() && !tooHigh) {
            Optional<byte[]> own = grabber.jpeg();
            if (own.isPresent()) {
                return own.get();
            }
        }
        int height = tooHigh ? options.maxHeight() : grabber.height();
        int width = Math.max(1, Math.round((float) grabber.width() * height / grabber.height()));
        Picture target = ofSize(width, height);
        grabber.convert(target);
        return Jpeg.encode(target, options.quality());
    }

    private Picture ofSize(int width, int height) {
        Picture current = picture;
        if (current == null || current.width() != width || current.height() != height) {
            close();
            picture = current = Picture.allocate(width, height);
        }
        return current;
    }

    @Override
    public void close() {
        if (picture != null) {
            picture.close();
            picture = null;
        }
    }
}
