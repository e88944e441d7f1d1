package io.facestream.vision.plot;

import io.facestream.vision.plot.Canvas.Dot;
import java.util.ArrayList;
import java.util.List;

/** Points of a plane, coloured by whom they show: embeddings after a projection. */
public final class MapPlot {
    private static final int MOST_NAMES = 40;
    private static final int MOST_IN_LEGEND = 12;

    private MapPlot() {}

    /**
     * One point each. Up to twelve people are named in the legend, up to forty at their points' middle.
     *
     * @param points x and y of each
     * @param labels index into {@code names} of each
     */
    public static Chart of(String title, double[][] points, int[] labels, List<String> names) {
        if (points.length != labels.length || points.length == 0) {
            throw new IllegalArgumentException("labels: " + labels.length + " (expected: one for each of "
                    + points.length + " points, at least one)");
        }
        Chart chart = new Chart(title, "", "").withoutTicks();
        boolean inLegend = names.size() <= MOST_IN_LEGEND;
        for (int name = 0; name < names.size(); name++) {
            List<double[]> own = new ArrayList<>();
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == name) {
                    own.add(points[i]);
                }
            }
            if (own.isEmpty()) {
                continue;
            }
            double[] x = own.stream().mapToDouble(point -> point[0]).toArray();
            double[] y = own.stream().mapToDouble(point -> point[1]).toArray();
            // ten colours in three shapes tell thirty people apart
            Dot dot = Dot.values()[name / Ink.classCount() % Dot.values().length];
            chart.dots(inLegend ? names.get(name) : "", x, y, Ink.ofClass(name), dot, points.length > 400 ? 2.4 : 3.6);
            if (!inLegend && names.size() <= MOST_NAMES) {
                chart.label(names.get(name), mean(x), mean(y));
            }
        }
        return chart;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
