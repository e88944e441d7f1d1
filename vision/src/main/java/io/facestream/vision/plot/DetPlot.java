package io.facestream.vision.plot;

import io.facestream.vision.evaluate.RocPoint;
import io.facestream.vision.evaluate.VerificationScores;
import java.util.List;
import java.util.Locale;

/** The detection error tradeoff: both errors on scales of normal deviates (Martin and others, 1997), the nearer to the lower left the better. */
public final class DetPlot {
    private static final double LOWEST = 1e-6;

    private DetPlot() {}

    /** A line for each. */
    public static Chart of(String title, List<Curve> curves) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("curves: none (expected: at least one)");
        }
        double to = curves.stream()
                                .mapToDouble(curve -> curve.scores().equalErrorRate())
                                .max()
                                .orElse(0)
                        < 0.35
                ? 0.6
                : 0.98;
        Chart chart = new Chart(title, "false accepts, %", "false rejects, %")
                .normalDeviates()
                .xLabels(Axis::perCent)
                .yLabels(Axis::perCent)
                .xRange(
                        begin(curves.stream()
                                .mapToInt(curve -> curve.scores().differentCount())
                                .max()
                                .orElse(1)),
                        to)
                .yRange(
                        begin(curves.stream()
                                .mapToInt(curve -> curve.scores().sameCount())
                                .max()
                                .orElse(1)),
                        to);
        for (Curve curve : curves) {
            double[][] line = points(curve.scores());
            String name = String.format(
                    Locale.ROOT,
                    "%s, EER %.2f %%",
                    curve.name(),
                    100 * curve.scores().equalErrorRate());
            chart.line(name, line[0], line[1], curve.ink());
        }
        return chart;
    }

    /** Half a pair, where the line leaves what is known. */
    private static double begin(int pairs) {
        return Math.max(LOWEST, Math.min(0.1, 0.5 / pairs));
    }

    /** Rates of false accepts and of false rejects. Neither 0 nor 1 has a place on the scale: half a pair stands for none. */
    static double[][] points(VerificationScores scores) {
        List<RocPoint> points = scores.roc().points();
        double[][] line = new double[2][points.size()];
        for (int i = 0; i < points.size(); i++) {
            line[0][i] = inside(points.get(i).falseAcceptRate(), scores.differentCount());
            line[1][i] = inside(points.get(i).falseRejectRate(), scores.sameCount());
        }
        return line;
    }

    private static double inside(double rate, int pairs) {
        double half = 0.5 / pairs;
        return Math.max(half, Math.min(1 - half, rate));
    }
}
