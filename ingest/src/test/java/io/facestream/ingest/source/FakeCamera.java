package io.facestream.ingest.source;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraException.Reason;
import io.facestream.ingest.grab.FrameGrabber;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import java.util.Optional;
import java.util.Set;

/** A camera with a script: frames of 8 x 4 pixels, each filled with its ordinal. */
final class FakeCamera implements FrameGrabber {
    private static final long FRAME_MILLIS = 40;

    private final int frames;
    private long breaksAtFrame = Long.MAX_VALUE;
    private Set<Integer> refused = Set.of();
    private long pauseMillis;
    private boolean hangs;
    private int next;
    private volatile boolean interrupted;

    /** Gives so many frames at 25 a second. */
    FakeCamera(int frames) {
        this.frames = frames;
    }

    FakeCamera breakingAt(long frame) {
        breaksAtFrame = frame;
        return this;
    }

    FakeCamera refusing(Integer... ordinals) {
        refused = Set.of(ordinals);
        return this;
    }

    /** Waits so long before each frame. */
    FakeCamera every(long millis) {
        pauseMillis = millis;
        return this;
    }

    /** Never answers, until it is interrupted. */
    FakeCamera hanging() {
        hangs = true;
        return this;
    }

    @Override
    public void open() throws CameraException {
        while (hangs) {
            pause(5);
        }
        if (breaksAtFrame == 0) {
            throw new CameraException(Reason.DISCONNECTED, "camera: connection refused");
        }
    }

    @Override
    public boolean decode() throws CameraException {
        pause(pauseMillis);
        if (next == breaksAtFrame) {
            throw new CameraException(Reason.DISCONNECTED, "camera: broke off");
        }
        next++;
        return next <= frames;
    }

    @Override
    public Optional<PictureRefusedException> refusal() {
        return refused.contains(next - 1)
                ? Optional.of(
                        new PictureRefusedException(PictureRefusedException.Reason.CORRUPT, "frame " + (next - 1)))
                : Optional.empty();
    }

    @Override
    public long mediaTimeMillis() {
        return (next - 1) * FRAME_MILLIS;
    }

    @Override
    public int width() {
        return 8;
    }

    @Override
    public int height() {
        return 4;
    }

    @Override
    public void convert(Picture target) {
        for (int i = 0; i < target.bytes().capacity(); i++) {
            target.bytes().put(i, (byte) (next - 1));
        }
    }

    @Override
    public void seek(long mediaTimeMillis) {
        // to the key frame before, as a real file does: every tenth
        next = (int) (mediaTimeMillis / FRAME_MILLIS) / 10 * 10;
    }

    @Override
    public void interrupt() {
        interrupted = true;
    }

    @Override
    public void close() {}

    private void pause(long millis) throws CameraException {
        long end = System.nanoTime() + millis * 1_000_000;
        do {
            if (interrupted) {
                throw new CameraException(Reason.TIMEOUT, "camera: interrupted");
            }
            if (millis > 0) {
                Thread.onSpinWait();
            }
        } while (System.nanoTime() < end);
    }
}
