package io.facestream.vision.threshold;

import io.facestream.vision.model.ModelCard;
import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.model.ModelRefusedException;
import java.util.List;

/** The thresholds of a model, from its card's table: by false-positive rate, number of people and number of fused shots. */
public final class MatchThresholds {
    private final List<ThresholdRow> rows;

    private MatchThresholds(List<ThresholdRow> rows) {
        this.rows = rows;
    }

    /**
     * The thresholds that the card holds.
     *
     * @throws ModelRefusedException if it holds none
     */
    public static MatchThresholds of(ModelCard card) {
        if (card.thresholds().isEmpty()) {
            throw new ModelRefusedException(
                    "model " + card.id()
                            + ": no thresholds in its card (expected: a table of cosines by false-match rate, measured on this model)");
        }
        return of(card.thresholds());
    }

    /** The thresholds of a table that is in no card yet: rows by rising number of shots. */
    public static MatchThresholds of(List<ThresholdRow> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("thresholds: none (expected: at least one row)");
        }
        return new MatchThresholds(List.copyOf(rows));
    }

    /**
     * The threshold at which a passage of someone who is not enrolled is named with the given probability. With N people a
     * passage is compared N times: fpir = 1 - (1 - fmr)^N.
     *
     * @param fpir false-positive rate of a passage, above 0 and below 1
     * @param people enrolled, counted as 1 if there is none
     * @param shots how many shots the probe was fused of, at least 1
     */
    public Threshold at(double fpir, int people, int shots) {
        if (!(fpir > 0 && fpir < 1)) {
            throw new IllegalArgumentException("fpir: " + fpir + " (expected: between 0 and 1, both excluded)");
        }
        double fmr = -Math.expm1(Math.log1p(-fpir) / Math.max(1, people));
        ThresholdRow row = rowFor(shots);
        boolean measuredShots = shots >= rows.get(0).shots()
                && shots <= rows.get(rows.size() - 1).shots();
        int last = row.fmr().size() - 1;
        if (fmr > row.fmr().get(0)) {
            return new Threshold(row.threshold().get(0), true, fmr);
        }
        if (fmr < row.fmr().get(last)) {
            return new Threshold(row.threshold().get(last), true, fmr);
        }
        return new Threshold(interpolated(row, fmr), !measuredShots, fmr);
    }

    /** The row of the most shots that are not more than there are. */
    private ThresholdRow rowFor(int shots) {
        ThresholdRow found = rows.get(0);
        for (ThresholdRow row : rows) {
            if (row.shots() <= shots) {
                found = row;
            }
        }
        return found;
    }

    /** Linear in the logarithm of the rate: tails of scores are close to that. */
    private static double interpolated(ThresholdRow row, double fmr) {
        int next = 0;
        while (row.fmr().get(next) > fmr) {
            next++;
        }
        if (next == 0) {
            return row.threshold().get(0);
        }
        double high = Math.log10(row.fmr().get(next - 1));
        double low = Math.log10(row.fmr().get(next));
        double part = (high - Math.log10(fmr)) / (high - low);
        double from = row.threshold().get(next - 1);
        return from + part * (row.threshold().get(next) - from);
    }
}
