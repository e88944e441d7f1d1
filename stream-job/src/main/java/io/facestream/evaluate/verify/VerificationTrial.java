package io.facestream.evaluate.verify;

import io.facestream.evaluate.PictureVector;
import io.facestream.evaluate.PictureVectors;
import io.facestream.evaluate.verify.Protocol.Drawn;
import io.facestream.evaluate.verify.Protocol.Pair;
import io.facestream.vision.evaluate.FoldedAccuracy;
import io.facestream.vision.evaluate.OperatingPoint;
import io.facestream.vision.evaluate.ProtocolRefusedException;
import io.facestream.vision.evaluate.Resampling;
import io.facestream.vision.evaluate.Resampling.Intervals;
import io.facestream.vision.evaluate.Resampling.Units;
import io.facestream.vision.evaluate.ScoredPairs;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares the pairs of a protocol and counts how often the answer is right. */
public final class VerificationTrial {
    /** Rates of false accepts that are told. */
    static final List<Double> RATES = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6);

    /** Into how many parts pairs are cut that have no folds. */
    static final int FOLDS = 10;

    private final Protocol protocol;
    private final PictureVectors vectors;
    private final TrialOptions options;

    /** Those that are in the rates, and their scores. */
    private final List<Pair> compared = new ArrayList<>();

    private final double[] scores;
    private int missing;
    private int faceless;

    private VerificationTrial(Protocol protocol, PictureVectors vectors, TrialOptions options) {
        this.protocol = protocol;
        this.vectors = vectors;
        this.options = options;
        this.scores = compare();
    }

    /**
     * Compares all pairs.
     *
     * @param vectors of the protocol's pictures, in their order
     * @throws ProtocolRefusedException if no pair of a kind is left
     */
    public static VerificationResult run(Protocol protocol, PictureVectors vectors, TrialOptions options) {
        return new VerificationTrial(protocol, vectors, options).result();
    }

    private double[] compare() {
        List<PictureVector> pictures = vectors.all();
        List<@Nullable Double> found = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        for (Pair pair : protocol.pairs()) {
            PictureVector first = pictures.get(pair.first());
            PictureVector second = pictures.get(pair.second());
            Double score = null;
            if (VerificationResult.isFault(first) || VerificationResult.isFault(second)) {
                missing++;
                continue;
            } else if (first.vector() == null || second.vector() == null) {
                faceless++;
                if (options.refused() == TrialOptions.Refused.LEFT_OUT) {
                    continue;
                }
            } else {
                score = options.similarity().between(first.vector(), second.vector());
                lowest = Math.min(lowest, score);
            }
            compared.add(pair);
            found.add(score);
        }
        double belowAll = lowest == Double.POSITIVE_INFINITY ? -1 : lowest - 1;
        return found.stream()
                .mapToDouble(score -> score == null ? belowAll : score)
                .toArray();
    }

    private VerificationResult result() {
        boolean[] same = new boolean[scores.length];
        for (int i = 0; i < same.length; i++) {
            same[i] = compared.get(i).same();
        }
        ScoredPairs pairs = new ScoredPairs(scores, same);
        requireBothKinds(pairs);
        VerificationScores together = pairs.together();
        List<ScoredPairs> folds = folds(pairs);
        FoldedAccuracy folded = options.threshold() == null ? folded(folds).orElse(null) : null;
        double threshold = options.threshold() != null
                ? options.threshold()
                : folded != null ? folded.meanThreshold() : together.bestThreshold();
        List<ScoredPair> answered = answered(folds, folded, threshold);
        List<OperatingPoint> points =
                RATES.stream().map(together::atFalseAcceptRate).toList();
        return new VerificationResult(
                protocol,
                options,
                vectors,
                folded != null ? folded.mean() : pairs.decisionsAt(threshold).accuracy(),
                accuracyOrigin(folds.size(), folded),
                folded,
                threshold,
                thresholdOrigin(folded),
                pairs.decisionsAt(threshold),
                together,
                points,
                intervals(pairs, answered),
                answered,
                missing,
                faceless);
    }

    private void requireBothKinds(ScoredPairs pairs) {
        if (pairs.sameCount() == 0 || pairs.differentCount() == 0) {
            String lost = missing + faceless == 0
                    ? ""
                    : "; of " + protocol.pairs().size() + ", " + missing + " lack a picture and " + faceless
                            + " a face";
            throw new ProtocolRefusedException(protocol.name() + ": " + pairs.sameCount() + " pairs of one person, "
                    + pairs.differentCount() + " of two (expected: at least one of both" + lost + ")");
        }
    }

    /** Those of the file, or ten; fewer where there are not as many pairs. Empty folds are left out. */
    private List<ScoredPairs> folds(ScoredPairs pairs) {
        if (protocol.folds() == 1) {
            return pairs.cut(Math.min(FOLDS, pairs.size()));
        }
        List<ScoredPairs> folds = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= compared.size(); to++) {
            if (to == compared.size()
                    || compared.get(to).fold() != compared.get(from).fold()) {
                folds.add(pairs.part(from, to));
                from = to;
            }
        }
        return folds;
    }

    private static Optional<FoldedAccuracy> folded(List<ScoredPairs> folds) {
        int same = folds.stream().mapToInt(ScoredPairs::sameCount).sum();
        int different = folds.stream().mapToInt(ScoredPairs::differentCount).sum();
        boolean possible = folds.size() > 1
                && folds.stream().allMatch(fold -> fold.sameCount() < same && fold.differentCount() < different);
        return possible ? Optional.of(FoldedAccuracy.ofPairs(folds)) : Optional.empty();
    }

    private String accuracyOrigin(int folds, @Nullable FoldedAccuracy folded) {
        if (options.threshold() != null) {
            return "at the threshold given";
        }
        if (folded == null) {
            return "at the threshold that is best on these very pairs, which flatters: one fold holds all pairs of a kind";
        }
        return "mean of " + folds + (protocol.folds() == 1 ? " parts in the file's order" : " folds")
                + ", each at the threshold that is best on the others";
    }

    private String thresholdOrigin(@Nullable FoldedAccuracy folded) {
        if (options.threshold() != null) {
            return options.thresholdOrigin();
        }
        return folded == null ? "best on these very pairs" : "mean of the folds'";
    }

    private List<ScoredPair> answered(List<ScoredPairs> folds, @Nullable FoldedAccuracy folded, double threshold) {
        List<ScoredPair> answered = new ArrayList<>(scores.length);
        int pair = 0;
        for (int fold = 0; fold < folds.size(); fold++) {
            double at = folded == null ? threshold : folded.thresholds().get(fold);
            for (int end = pair + folds.get(fold).size(); pair < end; pair++) {
                Pair one = compared.get(pair);
                answered.add(new ScoredPair(
                        protocol.pictures().get(one.first()).name(),
                        protocol.pictures().get(one.second()).name(),
                        one.same(),
                        fold,
                        scores[pair],
                        at));
            }
        }
        return answered;
    }

    private Intervals intervals(ScoredPairs pairs, List<ScoredPair> answered) {
        boolean[] right = new boolean[scores.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = answered.get(i).right();
        }
        return new Resampling(pairs, units()).intervals(right, RATES, options.seed());
    }

    private Units units() {
        if (protocol.drawn() == Drawn.PAIRS) {
            return Units.pairs(compared.size());
        }
        int[] first = new int[compared.size()];
        int[] second = new int[compared.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = protocol.persons().get(compared.get(i).first());
            second[i] = protocol.persons().get(compared.get(i).second());
        }
        int[] known = IntStream.concat(Arrays.stream(first), Arrays.stream(second))
                .distinct()
                .sorted()
                .toArray();
        return new Units(places(first, known), places(second, known), known.length);
    }

    private static int[] places(int[] values, int[] known) {
        return Arrays.stream(values)
                .map(value -> Arrays.binarySearch(known, value))
                .toArray();
    }
}
