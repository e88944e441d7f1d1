package io.facestream.evaluate.look;

import io.facestream.vision.evaluate.OperatingPoint;
import io.facestream.vision.evaluate.VerificationScores;
import io.facestream.vision.plot.Curve;
import io.facestream.vision.plot.DetPlot;
import io.facestream.vision.plot.HeatMap;
import io.facestream.vision.plot.Ink;
import io.facestream.vision.plot.RocPlot;
import io.facestream.vision.plot.ScorePlot;
import io.facestream.vision.plot.ThresholdPlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is drawn, and told in figures, of labelled scores. */
public final class ScoreFigures {
    private static final List<Double> RATES = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6);
    private static final int WIDTH = 480;
    private static final int HEIGHT = 340;

    private final String measure;
    private final VerificationScores scores;
    private final double threshold;

    /**
     * @param measure what the scores are, such as cosine
     * @param threshold at which answers are counted
     */
    public ScoreFigures(String measure, VerificationScores scores, double threshold) {
        this.measure = measure;
        this.scores = scores;
        this.threshold = threshold;
    }

    /** At the threshold that is best on these very scores, with both kinds of pairs weighing the same. */
    public ScoreFigures(String measure, VerificationScores scores) {
        this(measure, scores, scores.bestBalancedThreshold());
    }

    /** Scores, both curves, what each threshold gives, and the answers at one. */
    public List<NamedFigure> figures() {
        List<Curve> curve = List.of(new Curve("all pairs", scores, Ink.SAME));
        return List.of(
                new NamedFigure(
                        "scores",
                        ScorePlot.of("Scores", measure, scores, threshold)
                                .size(WIDTH, HEIGHT)
                                .figure()),
                new NamedFigure(
                        "threshold",
                        ThresholdPlot.of("What each threshold gives", measure, scores)
                                .size(WIDTH, HEIGHT)
                                .figure()),
                new NamedFigure(
                        "roc",
                        RocPlot.of("Receiver operating characteristic", curve)
                                .size(WIDTH, HEIGHT)
                                .figure()),
                new NamedFigure(
                        "det",
                        DetPlot.of("Detection error tradeoff", curve)
                                .size(WIDTH, HEIGHT)
                                .figure()),
                new NamedFigure("confusion", confusion().figure()));
    }

    private HeatMap confusion() {
        double accepted = scores.trueAcceptRate(threshold);
        double wrongly = scores.falseAcceptRate(threshold);
        return new HeatMap(
                String.format(Locale.ROOT, "Answers at the threshold %.3f", threshold),
                List.of("one person", "two people"),
                List.of("accepted", "rejected"),
                new double[][] {{accepted, 1 - accepted}, {wrongly, 1 - wrongly}},
                0,
                1,
                share -> String.format(Locale.ROOT, "%.1f %%", 100 * share));
    }

    /** Name and value of each figure that needs no rate of false accepts. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("pairs of one person", String.format(Locale.ROOT, "%,d", scores.sameCount()));
        facts.put("pairs of two people", String.format(Locale.ROOT, "%,d", scores.differentCount()));
        facts.put(
                "area under the curve",
                String.format(Locale.ROOT, "%.5f", Math.floor(scores.areaUnderCurve() * 1e5 + 1e-9) / 1e5));
        facts.put("equal error rate", perCent(scores.equalErrorRate()));
        facts.put("threshold", String.format(Locale.ROOT, "%.4f", threshold));
        facts.put("accuracy at it", perCent(scores.accuracyAt(threshold)));
        facts.put("balanced accuracy at it", perCent(scores.balancedAccuracyAt(threshold)));
        facts.put("false accepts at it", perCent(scores.falseAcceptRate(threshold)));
        facts.put("false rejects at it", perCent(1 - scores.trueAcceptRate(threshold)));
        return facts;
    }

    /** The same for programs: shares from 0 to 1. */
    public Map<String, Object> numbers() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("measure", measure);
        numbers.put("samePairs", scores.sameCount());
        numbers.put("differentPairs", scores.differentCount());
        numbers.put("areaUnderCurve", scores.areaUnderCurve());
        numbers.put("equalErrorRate", scores.equalErrorRate());
        numbers.put("threshold", threshold);
        numbers.put("accuracy", scores.accuracyAt(threshold));
        numbers.put("balancedAccuracy", scores.balancedAccuracyAt(threshold));
        numbers.put("falseAcceptRate", scores.falseAcceptRate(threshold));
        numbers.put("falseRejectRate", 1 - scores.trueAcceptRate(threshold));
        return numbers;
    }

    /** A line for each rate of false accepts, with how many pairs it rests on; from the first that no pair supports, no more. */
    public List<List<String>> operatingPoints() {
        List<List<String>> rows = new ArrayList<>();
        for (double rate : RATES) {
            OperatingPoint point = scores.atFalseAcceptRate(rate);
            String allowed =
                    String.format(Locale.ROOT, "%,d", (long) Math.floor(rate * scores.differentCount() + 1e-9));
            boolean known = point.support() != OperatingPoint.Support.NONE;
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.0e", rate),
                    known ? String.format(Locale.ROOT, "%.4f", point.threshold()) : "",
                    known ? perCent(point.trueAcceptRate()) : "not known",
                    allowed + " of " + String.format(Locale.ROOT, "%,d", scores.differentCount()),
                    switch (point.support()) {
                        case NONE -> "none: too few pairs of two people";
                        case FEW -> "few: fewer than 30 errors";
                        case GOOD -> "good";
                    }));
            if (!known) {
                break;
            }
        }
        return rows;
    }

    /** What the columns of {@link #operatingPoints} are. */
    public static List<String> operatingPointColumns() {
        return List.of("false accept rate", "threshold", "true accepts", "rests on false accepts", "support");
    }

    static String perCent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
