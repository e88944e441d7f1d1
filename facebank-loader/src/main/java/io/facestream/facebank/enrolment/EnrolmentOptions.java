package io.facestream.facebank.enrolment;

import java.util.Objects;

/**
 * What a picture must be like to be enrolled. A template made from a poor picture matches strangers for as long as it is there, so
 * enrolment asks for more than recognition does.
 *
 * @param aligned whether the pictures are 112 x 112 crops, aligned already: nothing is searched in them then
 * @param minFaceHeight least height of the face's box in pixels; below 64 the default network's templates lose accuracy
 * @param minNorm least length of the vector; {@link #BY_MODEL} for what the model's card says
 * @param maxYaw most degrees that the face may look to a side
 * @param minSharpness 0..1
 * @param minBrightness mean luma of the face, 0..1
 * @param maxBrightness mean luma of the face, 0..1
 * @param dominance a face is taken beside others when its box is at least this many times as high as the next one's
 * @param threads pictures that are analysed at once
 */
public record EnrolmentOptions(
        boolean aligned,
        float minFaceHeight,
        float minNorm,
        float maxYaw,
        float minSharpness,
        float minBrightness,
        float maxBrightness,
        float dominance,
        int threads) {

    /** The model's card decides. */
    public static final float BY_MODEL = 0;

    public EnrolmentOptions {
        require(minFaceHeight >= 16, "min-face-height", minFaceHeight, "at least 16");
        require(minNorm >= 0, "min-norm", minNorm, "at least 0");
        require(maxYaw > 0 && maxYaw <= 90, "max-yaw", maxYaw, "above 0, at most 90");
        require(minSharpness >= 0 && minSharpness <= 1, "min-sharpness", minSharpness, "between 0 and 1");
        require(minBrightness >= 0 && minBrightness < 1, "min-brightness", minBrightness, "at least 0, below 1");
        require(
                maxBrightness > minBrightness && maxBrightness <= 1,
                "max-brightness",
                maxBrightness,
                "above min-brightness " + minBrightness + ", at most 1");
        require(dominance >= 1, "dominance", dominance, "at least 1");
        require(threads >= 1 && threads <= 64, "threads", threads, "between 1 and 64");
    }

    /** The limits that go with the default models. */
    public static EnrolmentOptions defaults() {
        int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
        return new EnrolmentOptions(false, 64, BY_MODEL, 45, 0.1f, 0.12f, 0.92f, 2, threads);
    }

    /** The same for pictures that are aligned crops, or are not. */
    public EnrolmentOptions withAligned(boolean aligned) {
        return new EnrolmentOptions(
                aligned,
                minFaceHeight,
                minNorm,
                maxYaw,
                minSharpness,
                minBrightness,
                maxBrightness,
                dominance,
                threads);
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    name + ": " + Objects.toString(value) + " (expected: " + expected + ")");
        }
    }
}
