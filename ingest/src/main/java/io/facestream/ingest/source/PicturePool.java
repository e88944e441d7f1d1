package io.facestream.ingest.source;

import io.facestream.vision.picture.Picture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** A camera's few pictures, used again and again: no memory is allocated a frame unless the frames change their size. */
final class PicturePool implements AutoCloseable {
    private final Semaphore permits;
    private final Deque<Picture> free = new ArrayDeque<>();
    private boolean closed;

    PicturePool(int pictures) {
        this.permits = new Semaphore(pictures);
    }

    /** A picture of this size with any content; waits until one is given back. */
    Picture take(int width, int height) throws InterruptedException {
        permits.acquire();
        try {
            synchronized (this) {
                Picture picture = free.poll();
                if (picture != null && picture.width() == width && picture.height() == height) {
                    return picture;
                }
                if (picture != null) {
                    picture.close();
                }
            }
            return Picture.allocate(width, height);
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
    }

    void giveBack(Picture picture) {
        synchronized (this) {
            if (closed) {
                picture.close();
            } else {
                free.push(picture);
            }
        }
        permits.release();
    }

    /** Frees the pictures that are back now, and the others as soon as they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(Picture::close);
        free.clear();
    }
}
