package io.facestream.vision.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far the figures of a set of pairs may be off, by drawing the set anew many times with replacement.
 *
 * <p>What is drawn are the people (or the pictures, or the pairs, where no more is known), because the pairs of one person are right or wrong
 * together: intervals from drawn pairs are too narrow. A person that is drawn k times gives its own pairs the weight k, and its pairs with a
 * person that is drawn m times the weight k m (the "pigeonhole" bootstrap of Owen, 2007, which errs on the wide side).
 */
public final class Resampling {
    private static final int REPETITIONS = 1000;
    /** Pairs that are walked through for all repetitions together. */
    private static final long MOST_STEPS = 400_000_000L;

    private static final double ROUNDING = 1e-9;

    private final ScoredPairs pairs;
    private final Units units;
    /** Places of the pairs, by falling score. */
    private final int[] falling;

    /**
     * What is drawn for each pair.
     *
     * @param first of each pair, 0 to count - 1
     * @param second of each pair; equal to the first where both are one
     * @param count of what may be drawn
     */
    public record Units(int[] first, int[] second, int count) {
        /** Each pair for itself. */
        public static Units pairs(int count) {
            int[] own = IntStream.range(0, count).toArray();
            return new Units(own, own, count);
        }

        private int[] weights(int[] drawn) {
            int[] weights = new int[first.length];
            for (int pair = 0; pair < weights.length; pair++) {
                weights[pair] = drawn[first[pair]] * (first[pair] == second[pair] ? 1 : drawn[second[pair]]);
            }
            return weights;
        }
    }

    /**
     * The intervals of all figures.
     *
     * @param trueAcceptRates one for each rate of false accepts asked for
     * @param repetitions that they come from
     */
    public record Intervals(
            Interval accuracy,
            Interval areaUnderCurve,
            Interval equalErrorRate,
            List<Interval> trueAcceptRates,
            int repetitions) {
        public Intervals {
            trueAcceptRates = List.copyOf(trueAcceptRates);
        }
    }

    /** Takes pairs of both kinds. */
    public Resampling(ScoredPairs pairs, Units units) {
        this.pairs = pairs;
        this.units = units;
        this.falling = IntStream.range(0, pairs.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer pair) -> -pairs.score(pair)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Draws and measures. The same seed gives the same intervals.
     *
     * @param right whether each pair was answered rightly; thresholds are not chosen anew
     * @param rates of false accepts
     */
    public Intervals intervals(boolean[] right, List<Double> rates, long seed) {
        int repetitions = (int) Math.max(100, Math.min(REPETITIONS, MOST_STEPS / Math.max(1, pairs.size())));
        double[][] figures = new double[3 + rates.size()][repetitions];
        SplittableRandom random = new SplittableRandom(seed);
        int done = 0;
        for (int attempt = 0; attempt < 10 * repetitions && done < repetitions; attempt++) {
            int[] drawn = new int[units.count()];
            for (int draw = 0; draw < drawn.length; draw++) {
                drawn[random.nextInt(drawn.length)]++;
            }
            if (measure(units.weights(drawn), right, rates, figures, done)) {
                done++;
            }
        }
        if (done == 0) {
            throw new IllegalArgumentException("pairs: " + pairs.sameCount() + " of one person, "
                    + pairs.differentCount() + " of two (expected: enough of both to draw them anew)");
        }
        int kept = done;
        List<Interval> shares = Arrays.stream(figures)
                .map(figure -> Interval.ofShares(Arrays.copyOf(figure, kept), units.count()))
                .toList();
        Interval area = Interval.of(Arrays.copyOf(figures[1], kept));
        return new Intervals(shares.get(0), area, shares.get(2), shares.subList(3, shares.size()), kept);
    }

    /**
     * The interval of a share of right answers that come in groups, which are drawn.
     *
     * @param group of each answer, 0 to groups - 1
     */
    public static Interval ofShare(boolean[] right, int[] group, int groups, long seed) {
        int[] rightIn = new int[groups];
        int[] allIn = new int[groups];
        for (int i = 0; i < right.length; i++) {
            rightIn[group[i]] += right[i] ? 1 : 0;
            allIn[group[i]]++;
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = new double[REPETITIONS];
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            long rights = 0;
            long all = 0;
            for (int draw = 0; draw < groups; draw++) {
                int drawn = random.nextInt(groups);
                rights += rightIn[drawn];
                all += allIn[drawn];
            }
            shares[repetition] = (double) rights / all;
        }
        return Interval.ofShares(shares, groups);
    }

    /** Whether pairs of both kinds were drawn. */
    private boolean measure(int[] weights, boolean[] right, List<Double> rates, double[][] figures, int repetition) {
        long same = 0;
        long different = 0;
        long rightWeight = 0;
        for (int pair = 0; pair < weights.length; pair++) {
            same += pairs.same(pair) ? weights[pair] : 0;
            different += pairs.same(pair) ? 0 : weights[pair];
            rightWeight += right[pair] ? weights[pair] : 0;
        }
        if (same == 0 || different == 0) {
            return false;
        }
        WeightedCurve curve = new WeightedCurve(rates, same, different);
        for (int at = 0; at < falling.length; ) {
            double score = pairs.score(falling[at]);
            long moreSame = 0;
            long moreDifferent = 0;
            for (; at < falling.length && pairs.score(falling[at]) == score; at++) {
                int weight = weights[falling[at]];
                moreSame += pairs.same(falling[at]) ? weight : 0;
                moreDifferent += pairs.same(falling[at]) ? 0 : weight;
            }
            curve.accept(moreSame, moreDifferent);
        }
        figures[0][repetition] = (double) rightWeight / (same + different);
        figures[1][repetition] = curve.area;
        figures[2][repetition] = curve.equalError;
        for (int i = 0; i < rates.size(); i++) {
            figures[3 + i][repetition] = curve.trueAccepts[i];
        }
        return true;
    }

    /** The curve of both rates, walked along from the highest score down, with pairs that count more than once or not at all. */
    private static final class WeightedCurve {
        private final double[] allowed;
        private final double[] trueAccepts;
        private final double same;
        private final double different;
        private double area;
        private double equalError = -1;
        private long acceptedSame;
        private long acceptedDifferent;

        WeightedCurve(List<Double> rates, long same, long different) {
            this.allowed = rates.stream()
                    .mapToDouble(rate -> Math.floor(rate * different + ROUNDING))
                    .toArray();
            this.trueAccepts = new double[allowed.length];
            this.same = same;
            this.different = different;
        }

        /** Lowers the threshold to the next score. */
        void accept(long moreSame, long moreDifferent) {
            double far = acceptedDifferent / different;
            double gapBefore = 1 - acceptedSame / same - far;
            area += moreDifferent / different * (acceptedSame + moreSame / 2.0) / same;
            acceptedSame += moreSame;
            acceptedDifferent += moreDifferent;
            double gap = acceptedDifferent / different - (1 - acceptedSame / same);
            if (equalError < 0 && gap >= 0) {
                equalError = far + gapBefore / (gapBefore + gap) * (acceptedDifferent / different - far);
            }
            for (int i = 0; i < allowed.length; i++) {
                if (acceptedDifferent <= allowed[i]) {
                    trueAccepts[i] = acceptedSame / same;
                }
            }
        }
    }
}
