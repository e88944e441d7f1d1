package io.facestream.bench;

import io.facestream.vision.plot.Chart;
import io.facestream.vision.plot.Ink;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** A plan's pictures. */
final class CapacityFigures {
    private static final double[] CAMERAS = {10, 100, 1_000, 10_000, 100_000};

    private CapacityFigures() {}

    /** Cores by what they do. */
    static Chart cores(CapacityPlan plan) {
        return new Chart("Cores by number of cameras", "cameras", "cores")
                .logarithmicX()
                .logarithmicY()
                .yRange(0.01, 100_000)
                .xLabels(CapacityFigures::whole)
                .yLabels(CapacityFigures::whole)
                .points("pictures: decode, detect, cut, embed", CAMERAS, of(plan::pictureCores), Ink.ofClass(0))
                .points(
                        "Flink: tracks, visits, events, state, search (10,000 people)",
                        CAMERAS,
                        of(plan::flinkCores),
                        Ink.ofClass(1))
                .points("search, 1,000,000 people", CAMERAS, of(n -> plan.searchCores(n, 1e6)), Ink.ofClass(3))
                .points("the same, inverted file", CAMERAS, of(n -> plan.coarseCores(n, 1e6)), Ink.ofClass(4));
    }

    /** Time of a match. */
    static Chart match(MeasuredCosts costs) {
        Chart chart = new Chart("Match of one probe by number of people", "people", "ms of one core")
                .logarithmicX()
                .logarithmicY()
                .yRange(0.01, 1_000)
                .xLabels(CapacityFigures::whole)
                .yLabels(CapacityFigures::whole);
        points(chart, "exact, measured", costs.matchMillis(), Ink.SAME);
        points(chart, "exact, 32 together, measured", costs.batchMillis(), Ink.THIRD);
        double[] people = keys(costs.readMillis());
        return chart.dashedLine("reading the templates once, measured", people, values(costs.readMillis()), Ink.MARK);
    }

    private static void points(Chart chart, String name, Map<Long, Double> values, Ink ink) {
        chart.points(name, keys(values), values(values), ink);
    }

    private static double[] keys(Map<Long, Double> values) {
        return values.keySet().stream().mapToDouble(Long::doubleValue).toArray();
    }

    private static double[] values(Map<Long, Double> values) {
        return values.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] of(DoubleUnaryOperator value) {
        double[] values = new double[CAMERAS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(CAMERAS[i]);
        }
        return values;
    }

    private static String whole(double value) {
        return value >= 1
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2g", value).replaceFirst("0+$", "");
    }
}
