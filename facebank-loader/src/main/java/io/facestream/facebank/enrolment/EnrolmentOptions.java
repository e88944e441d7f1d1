package io.facestream.facebank.enrolment;

import static java.util.Objects.requireNonNull;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.quality.QualityGate;

/**
 * What a picture must be like to be enrolled. A template made from a poor picture matches strangers for as long as it is there, so
 * enrolment asks for more than recognition does.
 *
 * @param aligned whether the pictures are 112 x 112 crops, aligned already: nothing is searched in them then
 * @param poseModel whether the pack's network says how a head is turned, instead of the five points
 * @param quality what the face must be like
 * @param minNorm least length of the face's vector; {@link #BY_MODEL} for what goes with the model
 * @param dominance a face is taken beside others when its box has at least this many times the area of the next one's
 * @param threads pictures that are analysed at once
 */
public record EnrolmentOptions(
        boolean aligned, boolean poseModel, QualityGate quality, float minNorm, float dominance, int threads) {

    /** The model's card decides. */
    public static final float BY_MODEL = 0;

    /** Pitch from five points is off by ten degrees and more: at 30, one in twenty upright faces of LFW would be refused. */
    private static final float MAX_PITCH = 40;

    private static final int MOST_THREADS = 64;

    public EnrolmentOptions {
        requireNonNull(quality, "quality");
        require(minNorm >= 0, "min-norm", minNorm, "at least 0");
        require(dominance >= 1, "dominance", dominance, "at least 1");
        require(threads >= 1 && threads <= MOST_THREADS, "threads", threads, "between 1 and " + MOST_THREADS);
    }

    /** The limits that go with the default models. */
    public static EnrolmentOptions defaults() {
        QualityGate gate = QualityGate.enrolment();
        QualityGate lenient = new QualityGate(
                gate.minBoxHeight(),
                gate.minSharpness(),
                gate.maxYaw(),
                Math.max(MAX_PITCH, gate.maxPitch()),
                gate.minBrightness(),
                gate.maxBrightness());
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        return new EnrolmentOptions(false, false, lenient, BY_MODEL, 2, threads);
    }

    /** The same for pictures that are aligned crops, or are not. */
    public EnrolmentOptions withAligned(boolean aligned) {
        return new EnrolmentOptions(aligned, poseModel, quality, minNorm, dominance, threads);
    }

    /** The same with, or without, the pose network. */
    public EnrolmentOptions withPoseModel(boolean wanted) {
        return new EnrolmentOptions(aligned, wanted, quality, minNorm, dominance, threads);
    }

    /** The same with another number of pictures that are analysed at once. */
    public EnrolmentOptions withThreads(int threads) {
        return new EnrolmentOptions(aligned, poseModel, quality, minNorm, dominance, threads);
    }

    /** Least length of a face's vector by a model, that of its card where these options leave it to it. */
    public float minNormOf(ModelCard embedding) {
        return minNorm == BY_MODEL ? TemplateModel.minNormOf(embedding) : minNorm;
    }

    private static void require(boolean holds, String name, float value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
