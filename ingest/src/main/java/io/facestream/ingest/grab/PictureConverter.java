package io.facestream.ingest.grab;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;
import static org.bytedeco.opencv.global.opencv_core.*;

import io.facestream.vision.picture.Picture;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Writes decoded frames to pictures: colours by the frame's own matrix and range, scaled where sizes differ, turned upright. Sets
 * itself up anew when the frames change.
 */
final class PictureConverter implements AutoCloseable {
    /** Widths of which swscale's vector code writes no byte more than the row has. */
    private static final int SAFE_WIDTH = 16;

    private final int quarterTurns;
    private final PointerPointer<BytePointer> targetPlanes = new PointerPointer<>(4);
    private final IntPointer targetStrides = new IntPointer(4);
    private Shape shape = Shape.NONE;
    private @Nullable SwsContext scaler;
    private @Nullable Picture scratch;

    private record Shape(
            int width, int height, int format, int colourSpace, int range, int targetWidth, int targetHeight) {
        static final Shape NONE = new Shape(0, 0, 0, 0, 0, 0, 0);
    }

    /** @param quarterTurns how often a frame is turned clockwise to stand upright, 0..3 */
    PictureConverter(int quarterTurns) {
        this.quarterTurns = quarterTurns;
        for (int plane = 0; plane < 4; plane++) {
            targetPlanes.put(plane, (org.bytedeco.javacpp.Pointer) null);
            targetStrides.put(plane, 0);
        }
    }

    boolean turns() {
        return quarterTurns != 0;
    }

    boolean swapsSides() {
        return quarterTurns % 2 == 1;
    }

    void convert(AVFrame frame, Picture target) {
        int width = swapsSides() ? target.height() : target.width();
        int height = swapsSides() ? target.width() : target.height();
        if (quarterTurns == 0 && width % SAFE_WIDTH == 0) {
            scale(frame, target.address(), width, height, width * 3);
            return;
        }
        int rowPixels = (width + SAFE_WIDTH - 1) / SAFE_WIDTH * SAFE_WIDTH;
        Picture padded = scratch(rowPixels, height);
        scale(frame, padded.address(), width, height, rowPixels * 3);
        copyUpright(padded, width, height, target);
    }

    private void scale(AVFrame frame, long address, int width, int height, int stride) {
        SwsContext context = scalerFor(frame, width, height);
        targetPlanes.put(0, new Address(address));
        targetStrides.put(0, stride);
        sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), targetPlanes, targetStrides);
    }

    private SwsContext scalerFor(AVFrame frame, int width, int height) {
        Shape wanted = new Shape(
                frame.width(), frame.height(), frame.format(), frame.colorspace(), frame.color_range(), width, height);
        if (scaler != null && wanted.equals(shape)) {
            return scaler;
        }
        freeScaler();
        int flags = wanted.width == width && wanted.height == height ? SWS_FAST_BILINEAR : SWS_AREA;
        SwsContext context = sws_getContext(
                wanted.width,
                wanted.height,
                wanted.format,
                width,
                height,
                AV_PIX_FMT_BGR24,
                flags,
                null,
                null,
                (DoublePointer) null);
        if (context == null) {
            throw new IllegalStateException("frame: pixel format " + wanted.format + " of " + wanted.width + " x "
                    + wanted.height + " (expected: one that can be converted to BGR)");
        }
        IntPointer coefficients = sws_getCoefficients(matrixOf(wanted));
        sws_setColorspaceDetails(
                context, coefficients, fullRange(wanted) ? 1 : 0, coefficients, 1, 0, 1 << 16, 1 << 16);
        shape = wanted;
        scaler = context;
        return context;
    }

    private static int matrixOf(Shape shape) {
        // swscale numbers its matrices as the standards do; 2 is unspecified and taken for BT.601, as everywhere
        return switch (shape.colourSpace) {
            case 1, 4, 5, 6, 7, 9, 10 -> shape.colourSpace;
            default -> SWS_CS_DEFAULT;
        };
    }

    private static boolean fullRange(Shape shape) {
        return shape.range == AVCOL_RANGE_JPEG
                || shape.format == AV_PIX_FMT_YUVJ420P
                || shape.format == AV_PIX_FMT_YUVJ422P
                || shape.format == AV_PIX_FMT_YUVJ444P
                || shape.format == AV_PIX_FMT_YUVJ440P
                || shape.format == AV_PIX_FMT_YUVJ411P;
    }

    private void copyUpright(Picture padded, int width, int height, Picture target) {
        try (BytePointer from = new BytePointer(padded.bytes());
                BytePointer to = new BytePointer(target.bytes());
                Mat source = new Mat(height, width, CV_8UC3, from, padded.width() * 3L);
                Mat upright = new Mat(target.height(), target.width(), CV_8UC3, to)) {
            switch (quarterTurns) {
                case 1 -> rotate(source, upright, ROTATE_90_CLOCKWISE);
                case 2 -> rotate(source, upright, ROTATE_180);
                case 3 -> rotate(source, upright, ROTATE_90_COUNTERCLOCKWISE);
                default -> source.copyTo(upright);
            }
        }
    }

    private Picture scratch(int width, int height) {
        Picture picture = scratch;
        if (picture == null || picture.width() != width || picture.height() != height) {
            if (picture != null) {
                picture.close();
            }
            picture = Picture.allocate(width, height);
            scratch = picture;
        }
        return picture;
    }

    private void freeScaler() {
        if (scaler != null) {
            sws_freeContext(scaler);
            scaler = null;
        }
    }

    @Override
    public void close() {
        freeScaler();
        if (scratch != null) {
            scratch.close();
            scratch = null;
        }
        targetPlanes.close();
        targetStrides.close();
    }

    /** A pointer to memory that is owned elsewhere. */
    private static final class Address extends org.bytedeco.javacpp.Pointer {
        Address(long value) {
            address = value;
        }
    }
}
