package io.facestream.ingest.video;

import io.facestream.vision.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes pictures to an MP4 file as H.264, each at the time it is given: one thread, times in increasing order.
 * The file can be played once {@link #close()} has returned.
 */
public final class VideoWriter implements AutoCloseable {
    private VideoWriter() {}

    /** A new file, or in place of an old one, for pictures of this size in pixels. */
    public static VideoWriter create(Path file, int width, int height) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Adds a picture of the writer's size, shown from the given time on. */
    public void write(Picture picture, long mediaTimeMillis) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
