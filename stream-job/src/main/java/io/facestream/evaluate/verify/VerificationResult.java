package io.facestream.evaluate.verify;

import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.vision.evaluate.Decisions;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.evaluate.OperatingPoint;
import io.facestream.vision.evaluate.Resampling.Intervals;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a trial found.
 *
 * @param accuracy 0 to 1: the mean over the folds, or at the threshold that was given
 * @param accuracyOrigin how it came about, in words
 * @param folded over the folds; null with a threshold that was given, or where folds were not possible
 * @param threshold that was given, or the mean of the folds'; for {@code decisions}
 * @param decisions all pairs at the threshold
 * @param scores of all pairs that are in the rates
 * @param points at rates of false accepts, falling
 * @param missingPairs pairs of which a picture is missing or unreadable: faults of the data
 * @param facelessPairs pairs of which both can be read and one has no face: failures to acquire
 */
public record VerificationResult(
        Protocol protocol,
        TrialOptions options,
        PictureVectors vectors,
        double accuracy,
        String accuracyOrigin,
        @Nullable FoldedAccuracy folded,
        double threshold,
        String thresholdOrigin,
        Decisions decisions,
        VerificationScores scores,
        List<OperatingPoint> points,
        Intervals intervals,
        List<ScoredPair> pairs,
        int missingPairs,
        int facelessPairs) {
    /** What is wrong with the data rather than with the model. */
    private static final Set<PictureVector.Refusal> FAULTS = EnumSet.of(
            PictureVector.Refusal.MISSING, PictureVector.Refusal.UNREADABLE, PictureVector.Refusal.WRONG_SIZE);

    public VerificationResult {
        points = List.copyOf(points);
        pairs = List.copyOf(pairs);
    }

    static boolean isFault(PictureVector picture) {
        return picture.refusal() != null && FAULTS.contains(picture.refusal());
    }

    /** Pictures that could not be read. */
    public List<PictureVector> faults() {
        return vectors.refused().stream().filter(VerificationResult::isFault).toList();
    }

    /** Pictures that could be read, and have no face. */
    public List<PictureVector> faceless() {
        return vectors.refused().stream().filter(picture -> !isFault(picture)).toList();
    }

    /** Share of the pairs that could be read of which a picture has no face: FTA. */
    public double failureToAcquire() {
        int readable = protocol.pairs().size() - missingPairs;
        return readable == 0 ? 0 : (double) facelessPairs / readable;
    }

    /** As a percentage with two digits. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
