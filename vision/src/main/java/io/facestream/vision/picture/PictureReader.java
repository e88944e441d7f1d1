package io.facestream.vision.picture;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_BGR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.facestream.vision.picture.PictureRefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads a picture that somebody hands in: JPEG, PNG or WebP (BMP and PNM too), turned upright as its EXIF says; grey, CMYK, 16-bit and
 * transparent pictures come out as 8-bit BGR. Size is checked in the header before anything is decoded. Thread-safe.
 */
public final class PictureReader {
    /** Most pixels of a picture; larger ones are refused unseen. */
    public static final long MAX_PIXELS = 64_000_000;
    /** Most bytes of a coded picture. */
    public static final int MAX_BYTES = 64 << 20;

    static {
        OpenCv.load();
    }

    private PictureReader() {}

    /** The picture in a file; the caller closes it. */
    public static Picture read(Path file) throws PictureRefusedException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new PictureRefusedException(
                    Reason.UNREADABLE, file + ": " + e.getClass().getSimpleName() + " (expected: a readable file)");
        }
        return decode(bytes, file.toString());
    }

    /**
     * The picture in some bytes; the caller closes it.
     *
     * @param name stands at the start of the refusal's text: a file name, a topic's offset
     */
    public static Picture decode(byte[] bytes, String name) throws PictureRefusedException {
        int end = check(bytes, name).end();
        Mat mat = new Mat();
        decodeInto(bytes, end, mat, name);
        return Picture.owning(mat);
    }

    /** Header of bytes that may be decoded. */
    static PictureHeader check(byte[] bytes, String name) throws PictureRefusedException {
        if (bytes.length == 0) {
            throw new PictureRefusedException(Reason.EMPTY, name + ": 0 bytes (expected: a picture)");
        }
        if (bytes.length > MAX_BYTES) {
            throw new PictureRefusedException(
                    Reason.TOO_MANY_BYTES, name + ": over " + (MAX_BYTES >> 20) + " MiB (expected: at most that)");
        }
        PictureHeader header = PictureHeader.read(PictureFormat.of(bytes, name), bytes, name);
        String size = name + ": " + header.width() + " x " + header.height() + " pixels";
        if (header.width() < 1 || header.height() < 1) {
            throw new PictureRefusedException(Reason.CORRUPT, size + " (expected: at least 1 x 1)");
        }
        if (header.width() > MAX_PIXELS
                || header.height() > MAX_PIXELS
                || header.width() * header.height() > MAX_PIXELS) {
            throw new PictureRefusedException(
                    Reason.TOO_MANY_PIXELS, size + " (expected: at most " + MAX_PIXELS / 1_000_000 + " megapixels)");
        }
        return header;
    }

    /** Decodes into a matrix, whose memory is reused where its size fits. */
    static void decodeInto(byte[] bytes, int end, Mat mat, String name) throws PictureRefusedException {
        try (BytePointer data = new BytePointer(end);
                Mat coded = new Mat(1, end, org.bytedeco.opencv.global.opencv_core.CV_8UC1, data)) {
            data.put(bytes, 0, end);
            imdecode(coded, IMREAD_COLOR_BGR, mat);
        } catch (RuntimeException e) {
            // OpenCV's exceptions arrive as this; its text names source lines, of no use to whoever handed the picture
            // in
            mat.release();
        }
        if (mat.empty()) {
            throw new PictureRefusedException(
                    Reason.CORRUPT, name + ": could not be decoded (expected: a whole picture)");
        }
    }
}
