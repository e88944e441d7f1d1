package io.facestream.vision;

/**
 * How thoroughly pictures are searched for faces.
 *
 * @param minFaceHeight smallest face that must be found, in pixels of the picture; the size of the second, finer detector pass follows
 *     from it, and with it most of the cost of a frame
 * @param maxDetectorPixels most pixels of the picture that the detector's network sees; bounds time and memory on large photographs
 * @param maxFaces most faces that are measured in one picture, best scores first
 * @param poseModel whether the pack's network says how a head is turned, instead of the five points
 */
public record AnalyzerOptions(float minFaceHeight, int maxDetectorPixels, int maxFaces, boolean poseModel) {
    public AnalyzerOptions {
        if (!(minFaceHeight >= 8)) {
            throw new IllegalArgumentException("min-face-height: " + minFaceHeight + " (expected: at least 8)");
        }
        if (maxDetectorPixels < 320 * 240) {
            throw new IllegalArgumentException(
                    "max-detector-pixels: " + maxDetectorPixels + " (expected: at least 76800)");
        }
        if (maxFaces < 1) {
            throw new IllegalArgumentException("max-faces: " + maxFaces + " (expected: at least 1)");
        }
    }

    /** Without the pose network. */
    public AnalyzerOptions(float minFaceHeight, int maxDetectorPixels, int maxFaces) {
        this(minFaceHeight, maxDetectorPixels, maxFaces, false);
    }

    /** Faces from 32 pixels, the smallest that the default embedding recognises; as many as a crowd shows. */
    public static AnalyzerOptions defaults() {
        return new AnalyzerOptions(32, 1280 * 960, 400);
    }

    /** The same with another smallest face. */
    public AnalyzerOptions withMinFaceHeight(float pixels) {
        return new AnalyzerOptions(pixels, maxDetectorPixels, maxFaces, poseModel);
    }

    /** The same with, or without, the pose network. */
    public AnalyzerOptions withPoseModel(boolean wanted) {
        return new AnalyzerOptions(minFaceHeight, maxDetectorPixels, maxFaces, wanted);
    }
}
