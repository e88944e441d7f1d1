package io.facestream.vision.picture;

import java.util.Objects;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one coded frame after another into the same picture, with {@link PictureReader}'s checks. One thread.
 */
public final class FrameDecoder implements AutoCloseable {
    static {
        OpenCv.load();
    }

    private final Mat mat = new Mat();
    private @Nullable Picture picture;

    /**
     * The decoded frame, which stays this decoder's: it is overwritten by the next call and must not be closed.
     *
     * @param name stands at the start of the refusal's text
     */
    public Picture decode(byte[] coded, String name) throws PictureRefusedException {
        PictureReader.decodeInto(coded, PictureReader.check(coded, name).end(), mat, name);
        Picture current = picture;
        if (current == null
                || current.width() != mat.cols()
                || current.height() != mat.rows()
                || current.address() != mat.data().address()) {
            // a second handle on the same pixels: OpenCV counts references
            picture = current = Picture.owning(new Mat(mat));
        }
        return Objects.requireNonNull(current);
    }

    @Override
    public void close() {
        mat.close();
    }
}
