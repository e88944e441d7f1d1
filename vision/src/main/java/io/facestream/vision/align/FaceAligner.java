package io.facestream.vision.align;

import io.facestream.vision.picture.FaceWarp;
import io.facestream.vision.picture.Picture;

/**
 * Cuts a face out so that its five points lie where ArcFace networks were trained to find them: 112 x 112 BGR, bilinear, black beyond
 * the picture. Buffers are reused; one thread.
 */
public final class FaceAligner implements AutoCloseable {
    /** Width and height of an aligned crop in pixels. */
    public static final int SIDE = 112;

    /** Where the five points lie in the crop: the template of InsightFace, {@code python-package/insightface/utils/face_align.py}. */
    static final float[] TEMPLATE = {
        38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f
    };

    private final FaceWarp warp = new FaceWarp(SIDE);

    /** The least-squares similarity that brings five points to the template. */
    public static Similarity toTemplate(Landmarks landmarks) {
        return Similarity.fit(landmarks.xy(), TEMPLATE);
    }

    /** The aligned crop, {@code 112 * 112 * 3} bytes of its own. */
    public byte[] crop(Picture picture, Landmarks landmarks) {
        // the warp asks where a crop's pixel lies in the picture: the inverse of the least-squares fit, not a fit of
        // its own
        Similarity forward = toTemplate(landmarks);
        double square = Math.max(1e-12, forward.a() * forward.a() + forward.b() * forward.b());
        double a = forward.a() / square;
        double b = -forward.b() / square;
        double x = -(a * forward.x() - b * forward.y());
        double y = -(b * forward.x() + a * forward.y());
        byte[] crop = new byte[SIDE * SIDE * 3];
        warp.cut(picture, a, b, x, y, crop);
        return crop;
    }

    @Override
    public void close() {
        warp.close();
    }
}
