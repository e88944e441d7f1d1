package io.facestream.vision.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The scores of labelled pairs in their protocol's order, of one kind or of both. The higher a score, the more alike. Immutable. */
public final class ScoredPairs {
    private final double[] scores;
    private final boolean[] same;

    /**
     * Takes what belongs to each pair.
     *
     * @param scores finite
     * @param same whether both pictures of a pair show one person
     */
    public ScoredPairs(double[] scores, boolean[] same) {
        if (scores.length != same.length) {
            throw new IllegalArgumentException(
                    "same: " + same.length + " labels (expected: " + scores.length + ", one a score)");
        }
        this.scores = scores.clone();
        this.same = same.clone();
    }

    /** How many pairs there are. */
    public int size() {
        return scores.length;
    }

    /** The score of a pair. */
    public double score(int pair) {
        return scores[pair];
    }

    /** Whether a pair is of one person. */
    public boolean same(int pair) {
        return same[pair];
    }

    /** How many pairs are of one person. */
    public int sameCount() {
        int count = 0;
        for (boolean one : same) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** How many pairs are of two people. */
    public int differentCount() {
        return size() - sameCount();
    }

    /**
     * The scores without their order.
     *
     * @throws IllegalArgumentException if there is none of a kind
     */
    public VerificationScores together() {
        return together(List.of(this));
    }

    static VerificationScores together(List<ScoredPairs> parts) {
        return new VerificationScores(ofKind(parts, true), ofKind(parts, false));
    }

    private static double[] ofKind(List<ScoredPairs> parts, boolean same) {
        return parts.stream()
                .flatMapToDouble(part -> IntStream.range(0, part.size())
                        .filter(pair -> part.same[pair] == same)
                        .mapToDouble(pair -> part.scores[pair]))
                .toArray();
    }

    /** What a threshold answers. */
    public Decisions decisionsAt(double threshold) {
        int[] counts = new int[4];
        for (int pair = 0; pair < scores.length; pair++) {
            counts[(same[pair] ? 0 : 2) + (scores[pair] >= threshold ? 0 : 1)]++;
        }
        return new Decisions(counts[0], counts[1], counts[2], counts[3]);
    }

    /**
     * The pairs cut into parts in their order, nothing shuffled; the first parts have one pair more where they do not come out even. So do
     * the programs that the published tables were made with.
     *
     * @param parts at most as many as there are pairs
     */
    public List<ScoredPairs> cut(int parts) {
        if (parts < 1 || parts > scores.length) {
            throw new IllegalArgumentException("parts: " + parts + " (expected: 1 to " + scores.length + ")");
        }
        List<ScoredPairs> cut = new ArrayList<>(parts);
        int from = 0;
        for (int part = 0; part < parts; part++) {
            int to = from + scores.length / parts + (part < scores.length % parts ? 1 : 0);
            cut.add(part(from, to));
            from = to;
        }
        return cut;
    }

    /** Some pairs that follow each other. */
    public ScoredPairs part(int from, int to) {
        return new ScoredPairs(Arrays.copyOfRange(scores, from, to), Arrays.copyOfRange(same, from, to));
    }
}
