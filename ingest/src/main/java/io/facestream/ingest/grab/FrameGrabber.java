package io.facestream.ingest.grab;

import io.facestream.ingest.camera.CameraException;
import io.facestream.ingest.camera.CameraSpec;
import io.facestream.vision.picture.Picture;
import io.facestream.vision.picture.PictureRefusedException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Reads one camera frame by frame: {@link #open()}, then {@link #decode()} until it is false, {@link #convert} where the pixels are
 * wanted, then {@link #close()}. All calls come from one thread; only {@link #interrupt()} may come from another.
 */
public interface FrameGrabber extends AutoCloseable {

    /** The grabber that a camera's URI asks for, not open yet: pictures are read one by one, all else through FFmpeg. */
    static FrameGrabber of(CameraSpec camera) {
        return PictureFolderGrabber.reads(camera) ? new PictureFolderGrabber(camera) : new FfmpegGrabber(camera);
    }

    /** Connects and reads what the stream is made of. A grabber is opened once. */
    void open() throws CameraException;

    /**
     * Decodes the next frame without converting its pixels.
     *
     * @return false at the end of the stream
     */
    boolean decode() throws CameraException;

    /** Why the picture that {@link #decode()} has just reached cannot be used; empty for one that can be converted. */
    default Optional<PictureRefusedException> refusal() {
        return Optional.empty();
    }

    /** Position of the decoded frame in milliseconds from the start of the stream; strictly increasing from frame to frame. */
    long mediaTimeMillis();

    /** Width of the decoded frame in pixels, upright. It may change in mid-stream. */
    int width();

    /** Height of the decoded frame in pixels, upright. It may change in mid-stream. */
    int height();

    /** Writes the decoded frame to a picture as BGR, scaled to the picture's size where that differs from the frame's. */
    void convert(Picture target);

    /**
     * The decoded frame as the camera sent it, where that is a JPEG which needs no turning: the bytes of a picture file, or a packet of
     * motion JPEG.
     */
    default Optional<byte[]> jpeg() {
        return Optional.empty();
    }

    /** Goes to a place from which {@link #decode()} reaches every frame at or after this position, exactly as without the seek. */
    void seek(long mediaTimeMillis) throws CameraException;

    /** Length in milliseconds as the file states it, -1 where it is not known. */
    default long durationMillis() {
        return -1;
    }

    /** Timestamps repaired since {@link #open()}: those that jumped back, stood still or were missing. */
    default long timestampsRepaired() {
        return 0;
    }

    /** Packets since {@link #open()} that could not be decoded. */
    default long decodeErrors() {
        return 0;
    }

    /** Makes a call that is under way, and all later ones, fail soon; from any thread. */
    void interrupt();

    /** Frees everything; a second call does nothing. */
    @Override
    void close();

    /** Makes grabbers where the job runs; tests put a camera of their own here. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /** A grabber that is not open yet. */
        FrameGrabber create(CameraSpec camera);
    }
}
