package io.facestream.vision.plot;

import io.facestream.vision.evaluate.RocPoint;
import io.facestream.vision.evaluate.VerificationScores;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The receiver operating characteristic before and after a training, with a logarithmic rate of false accepts. */
public final class RocPlot {
    private RocPlot() {}

    /** Writes the plot, from the lowest rate that the pairs can show. */
    public static void write(Path file, VerificationScores before, VerificationScores after) throws IOException {
        double lowest = 1.0 / Math.max(before.differentCount(), after.differentCount());
        double from = Math.min(0.1, Math.pow(10, Math.floor(Math.log10(lowest))));
        double leastTrue = Math.min(startsAt(before), startsAt(after));
        Chart chart = new Chart("Verification of people not trained on", "false accepts", "true accepts")
                .logarithmicX()
                .xRange(from, 1)
                .yRange(Math.floor(Math.min(0.9, leastTrue) * 10) / 10, 1)
                .legend(Chart.Legend.BOTTOM_RIGHT);
        line(chart, "before", before, lowest, Chart.DIFFERENT);
        line(chart, "after", after, lowest, Chart.SAME);
        chart.write(file);
    }

    /** Share of the pairs of one person above all pairs of two. */
    private static double startsAt(VerificationScores scores) {
        return scores.roc().points().stream()
                .filter(point -> point.falseAcceptRate() == 0)
                .mapToDouble(RocPoint::trueAcceptRate)
                .max()
                .orElse(0);
    }

    private static void line(Chart chart, String name, VerificationScores scores, double lowest, Color colour) {
        List<RocPoint> shown = new ArrayList<>();
        shown.add(new RocPoint(Double.POSITIVE_INFINITY, lowest, startsAt(scores)));
        scores.roc().points().stream()
                .filter(point -> point.falseAcceptRate() >= lowest)
                .forEach(shown::add);
        chart.line(
                String.format(Locale.ROOT, "%s, AUC %.4f", name, scores.areaUnderCurve()),
                shown.stream().mapToDouble(RocPoint::falseAcceptRate).toArray(),
                shown.stream().mapToDouble(RocPoint::trueAcceptRate).toArray(),
                colour);
    }
}
