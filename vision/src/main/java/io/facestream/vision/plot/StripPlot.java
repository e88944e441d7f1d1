package io.facestream.vision.plot;

import io.facestream.vision.plot.Canvas.Dot;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** The score of each pair as a point: a strip for pairs of one person, and one for pairs of two. */
public final class StripPlot {
    private static final int MOST_POINTS = 1500;
    private static final double HALF_STRIP = 0.36;
    private static final double SHARE_OF_SAME = 0.8;

    private StripPlot() {}

    /**
     * Both strips with their means, and a threshold between them, four fifths of the way to the mean of one person's. Of many pairs, some
     * are drawn, by a fixed seed; the means are of all.
     */
    public static Chart of(String title, String measure, double[] same, double[] different) {
        double meanOfSame = mean(same);
        double meanOfDifferent = mean(different);
        double between = SHARE_OF_SAME * meanOfSame + (1 - SHARE_OF_SAME) * meanOfDifferent;
        Chart chart = new Chart(title, "", measure).xRange(0.5, 2.5).xLabels(StripPlot::label);
        strip(chart, String.format(Locale.ROOT, "one person (%,d)", same.length), 1, same, Ink.SAME);
        strip(chart, String.format(Locale.ROOT, "two people (%,d)", different.length), 2, different, Ink.DIFFERENT);
        return chart.line("", new double[] {0.6, 1.4}, new double[] {meanOfSame, meanOfSame}, Ink.TEXT)
                .line("mean", new double[] {1.6, 2.4}, new double[] {meanOfDifferent, meanOfDifferent}, Ink.TEXT)
                .level("threshold " + shortly(between), between, Ink.MARK);
    }

    private static String shortly(double value) {
        return Axis.plain(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values)
                .average()
                .orElseThrow(() -> new IllegalArgumentException("scores: none (expected: at least one of each kind)"));
    }

    private static String label(double x) {
        return Math.abs(x - 1) < 1e-9 ? "one person" : Math.abs(x - 2) < 1e-9 ? "two people" : "";
    }

    private static void strip(Chart chart, String name, double middle, double[] values, Ink ink) {
        Random random = new Random(1);
        double[] y = values.clone();
        if (y.length > MOST_POINTS) {
            for (int i = 0; i < MOST_POINTS; i++) {
                int other = i + random.nextInt(y.length - i);
                double swapped = y[i];
                y[i] = y[other];
                y[other] = swapped;
            }
            y = Arrays.copyOf(y, MOST_POINTS);
        }
        double[] x = random.doubles(y.length, middle - HALF_STRIP, middle + HALF_STRIP)
                .toArray();
        chart.dots(name, x, y, ink, Dot.ROUND, 1.6);
    }
}
