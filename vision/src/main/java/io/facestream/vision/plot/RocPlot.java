package io.facestream.vision.plot;

import io.facestream.vision.evaluate.RocPoint;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The receiver operating characteristic, with a logarithmic rate of false accepts. */
public final class RocPlot {
    private RocPlot() {}

    /** A line for each, from the lowest rate that the pairs can show: one pair. */
    public static Chart of(String title, List<Curve> curves) {
        double lowest = curves.stream()
                .mapToDouble(curve -> 1.0 / curve.scores().differentCount())
                .min()
                .orElseThrow(() -> new IllegalArgumentException("curves: none (expected: at least one)"));
        double from = Math.min(0.1, Math.pow(10, Math.floor(Math.log10(lowest))));
        double leastTrue = curves.stream()
                .mapToDouble(curve -> startsAt(curve.scores()))
                .min()
                .orElse(0);
        Chart chart = new Chart(title, "false accepts", "true accepts")
                .logarithmicX()
                .xRange(from, 1)
                .yRange(Math.floor(Math.min(0.9, leastTrue) * 10) / 10, 1);
        for (Curve curve : curves) {
            List<RocPoint> points = points(curve.scores());
            chart.line(
                    String.format(
                            Locale.ROOT,
                            "%s, AUC %.4f",
                            curve.name(),
                            roundedDown(curve.scores().areaUnderCurve())),
                    points.stream().mapToDouble(RocPoint::falseAcceptRate).toArray(),
                    points.stream().mapToDouble(RocPoint::trueAcceptRate).toArray(),
                    curve.ink());
        }
        return chart;
    }

    /** An area that is not the whole is never shown as the whole. */
    private static double roundedDown(double area) {
        return Math.floor(area * 1e4 + 1e-9) / 1e4;
    }

    /** A rate of 0 has no place on the scale: the line begins at one pair, as high as it is there or before. */
    static List<RocPoint> points(VerificationScores scores) {
        double lowest = 1.0 / scores.differentCount();
        List<RocPoint> shown = new ArrayList<>();
        shown.add(new RocPoint(Double.POSITIVE_INFINITY, lowest, startsAt(scores)));
        scores.roc().points().stream()
                .filter(point -> point.falseAcceptRate() >= lowest)
                .forEach(shown::add);
        return shown;
    }

    /** Share of the pairs of one person above all pairs of two. */
    private static double startsAt(VerificationScores scores) {
        return scores.roc().points().stream()
                .filter(point -> point.falseAcceptRate() == 0)
                .mapToDouble(RocPoint::trueAcceptRate)
                .max()
                .orElse(0);
    }
}
