package io.facestream.evaluate.calibrate;

import io.facestream.vision.model.ModelCard.ThresholdRow;
import io.facestream.vision.threshold.MatchThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a calibration found.
 *
 * @param passages simulated passages
 * @param people each passage was held against
 * @param minShots shots before a passage may be named
 * @param histograms scores of strangers with one person, after 1, 2, ... shots; from {@code minShots} on the highest since then
 */
public record CalibrationResult(
        int passages, int people, int minShots, List<ScoreHistogram> histograms, List<PassageScores> scores) {
    /** So few false matches say nothing of a rate. */
    private static final int LEAST_ERRORS = 10;

    private static final double[] RATES = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};

    /**
     * The card's table, of the rates that there were comparisons enough for. Fewer shots than a name needs are judged once, when the track ends. From there on one threshold holds, that of the
     * whole passage; it stands for the least and for the largest number of shots that was measured.
     */
    public List<ThresholdRow> rows() {
        List<ThresholdRow> rows = new ArrayList<>();
        for (int shots = 1; shots <= Math.min(minShots - 1, histograms.size()); shots++) {
            rows.add(row(shots, histograms.get(shots - 1)));
        }
        ScoreHistogram passage = histograms.get(histograms.size() - 1);
        if (histograms.size() >= minShots) {
            rows.add(row(minShots, passage));
        }
        if (histograms.size() > minShots) {
            rows.add(row(histograms.size(), passage));
        }
        return rows;
    }

    private static ThresholdRow row(int shots, ScoreHistogram scores) {
        List<Double> rates = new ArrayList<>();
        List<Double> thresholds = new ArrayList<>();
        for (double rate : RATES) {
            if (rate * scores.total() < LEAST_ERRORS) {
                break;
            }
            rates.add(rate);
            thresholds.add(scores.threshold(rate));
        }
        return new ThresholdRow(shots, rates, thresholds);
    }

    /** Thresholds by shots, index 0 for one shot, as the job takes them from {@link #rows()}. */
    public double[] thresholds(double fpir, int enrolled) {
        MatchThresholds table = MatchThresholds.of(rows());
        double[] thresholds = new double[histograms.size()];
        for (int shots = 1; shots <= thresholds.length; shots++) {
            thresholds[shots - 1] = table.at(fpir, enrolled, shots).value();
        }
        return thresholds;
    }

    /** How many comparisons stand behind each threshold of a row. */
    public long comparisons() {
        return histograms.get(0).total();
    }

    /**
     * What passages come to when they may be named after any of their shots from the {@code minShots}-th on.
     *
     * @param strangersNamed share of passages of people who are not enrolled
     * @param identified share of passages of enrolled people, right and never wrong
     * @param wronglyNamed share of passages of enrolled people
     */
    public record Decisions(
            double strangersNamed, double identified, double wronglyNamed, long strangers, long enrolled) {
        /** As a line for people. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "strangers named %.4f (of %d), enrolled identified %.4f, wrongly named %.4f (of %d)",
                    strangersNamed,
                    strangers,
                    identified,
                    wronglyNamed,
                    enrolled);
        }
    }

    /**
     * @param thresholds by shots, index 0 for one shot
     * @param margin least distance to the runner-up
     */
    public Decisions decide(double[] thresholds, double margin) {
        long strangers = 0;
        long named = 0;
        long enrolled = 0;
        long right = 0;
        long wrong = 0;
        for (PassageScores passage : scores) {
            for (int gallery = 0; gallery < passage.best().length; gallery++) {
                boolean asStranger = false;
                boolean asOwn = false;
                boolean asOther = false;
                for (int shot = minShots - 1; shot < histograms.size(); shot++) {
                    float best = passage.best()[gallery][shot];
                    asStranger |= best >= thresholds[shot] && best - passage.second()[gallery][shot] >= margin;
                    if (passage.own().length > 0) {
                        float own = passage.own()[shot];
                        float runnerUp = Math.max(Math.min(own, best), passage.second()[gallery][shot]);
                        boolean name =
                                Math.max(own, best) >= thresholds[shot] && Math.max(own, best) - runnerUp >= margin;
                        asOwn |= name && own > best;
                        asOther |= name && best > own;
                    }
                }
                strangers++;
                named += asStranger ? 1 : 0;
                if (passage.own().length > 0) {
                    enrolled++;
                    right += asOwn && !asOther ? 1 : 0;
                    wrong += asOther ? 1 : 0;
                }
            }
        }
        return new Decisions(
                (double) named / strangers, (double) right / enrolled, (double) wrong / enrolled, strangers, enrolled);
    }
}
