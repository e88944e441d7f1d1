package io.facestream.ingest.grab;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.vision.picture.Picture;

/** Reads a file, stream or webcam through FFmpeg's libraries, decoding on the caller's thread. */
public final class FfmpegGrabber implements FrameGrabber {
    private final CameraSpec camera;

    public FfmpegGrabber(CameraSpec camera) {
        this.camera = camera;
    }

    @Override
    public void open() throws CameraException {
        throw new UnsupportedOperationException(camera.toString());
    }

    @Override
    public boolean decode() throws CameraException {
        return false;
    }

    @Override
    public long mediaTimeMillis() {
        return 0;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public int height() {
        return 0;
    }

    @Override
    public void convert(Picture target) {}

    @Override
    public void seek(long mediaTimeMillis) throws CameraException {}

    @Override
    public void interrupt() {}

    @Override
    public void close() {}
}
