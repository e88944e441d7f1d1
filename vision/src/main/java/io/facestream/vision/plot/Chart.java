package io.facestream.vision.plot;

import io.facestream.vision.plot.Axis.Scale;
import io.facestream.vision.plot.Canvas.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines, areas and points over two axes: the style that all plots share. Filled by one thread, then {@linkplain #figure drawn}. Names are
 * told apart in the legend, which never covers data; a series whose name is empty is not in it.
 */
public final class Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;

    /** How a series looks. */
    enum Look {
        LINE,
        THIN_LINE,
        DASHED_LINE,
        LINE_WITH_POINTS,
        AREA,
        DOTS
    }

    /** Values of one name. */
    record Series(String name, Look look, double[] x, double[] y, Ink ink, Dot dot, double radius, boolean onTheRight) {
        Series {
            if (x.length != y.length || x.length == 0) {
                throw new IllegalArgumentException("series " + name + ": " + x.length + " by " + y.length
                        + " values (expected: as many of both, at least one)");
            }
        }
    }

    /** A line that is no data, from one side to the other. */
    record Rule(String name, boolean upright, double at, Ink ink) {}

    /** A word beside a point. */
    record Label(String text, double x, double y) {}

    final String title;
    final String xTitle;
    final String yTitle;
    final List<Series> series = new ArrayList<>();
    final List<Rule> rules = new ArrayList<>();
    final List<Label> labels = new ArrayList<>();
    int width = WIDTH;
    int height = HEIGHT;
    String rightTitle = "";
    DoubleFunction<String> xLabel = Axis::plain;
    DoubleFunction<String> yLabel = Axis::plain;
    boolean xTicks = true;
    boolean yTicks = true;
    private Scale xScale = Scale.LINEAR;
    private Scale yScale = Scale.LINEAR;
    private double @Nullable [] xRange;
    private double @Nullable [] yRange;

    public Chart(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** In units, which are pixels at normal size. */
    public Chart size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    public Chart xRange(double from, double to) {
        xRange = new double[] {from, to};
        return this;
    }

    public Chart yRange(double from, double to) {
        yRange = new double[] {from, to};
        return this;
    }

    public Chart logarithmicX() {
        xScale = Scale.LOGARITHMIC;
        return this;
    }

    public Chart logarithmicY() {
        yScale = Scale.LOGARITHMIC;
        return this;
    }

    /** Shares above 0 and below 1 on scales on which a normal distribution is straight. */
    Chart normalDeviates() {
        xScale = Scale.NORMAL_DEVIATE;
        yScale = Scale.NORMAL_DEVIATE;
        return this;
    }

    /** What stands at a tick; empty for a tick that is not wanted. */
    public Chart xLabels(DoubleFunction<String> label) {
        xLabel = label;
        return this;
    }

    public Chart yLabels(DoubleFunction<String> label) {
        yLabel = label;
        return this;
    }

    /** Values along the axes have no meaning of their own. */
    Chart withoutTicks() {
        xTicks = false;
        yTicks = false;
        return this;
    }

    public Chart line(String name, double[] x, double[] y, Ink ink) {
        return add(name, Look.LINE, x, y, ink);
    }

    public Chart thinLine(String name, double[] x, double[] y, Ink ink) {
        return add(name, Look.THIN_LINE, x, y, ink);
    }

    public Chart dashedLine(String name, double[] x, double[] y, Ink ink) {
        return add(name, Look.DASHED_LINE, x, y, ink);
    }

    /** A line with a point at each value, which also shows a single one. */
    public Chart points(String name, double[] x, double[] y, Ink ink) {
        return add(name, Look.LINE_WITH_POINTS, x, y, ink);
    }

    /** An area from the line down to the axis. */
    public Chart area(String name, double[] x, double[] y, Ink ink) {
        return add(name, Look.AREA, x, y, ink);
    }

    /** A line on an axis of its own, on the right, which begins at 0. */
    public Chart lineOnTheRight(String name, String axisTitle, double[] x, double[] y, Ink ink) {
        rightTitle = axisTitle;
        series.add(new Series(name, Look.LINE, x, y, ink, Dot.ROUND, 0, true));
        return this;
    }

    Chart dots(String name, double[] x, double[] y, Ink ink, Dot dot, double radius) {
        series.add(new Series(name, Look.DOTS, x, y, ink, dot, radius, false));
        return this;
    }

    /** A dashed line from the lower to the upper end. */
    public Chart upright(String name, double x, Ink ink) {
        rules.add(new Rule(name, true, x, ink));
        return this;
    }

    /** A dashed line from the left to the right end. */
    public Chart level(String name, double y, Ink ink) {
        rules.add(new Rule(name, false, y, ink));
        return this;
    }

    Chart label(String text, double x, double y) {
        labels.add(new Label(text, x, y));
        return this;
    }

    private Chart add(String name, Look look, double[] x, double[] y, Ink ink) {
        series.add(new Series(name, look, x, y, ink, Dot.ROUND, 3, false));
        return this;
    }

    Axis xAxis() {
        double[] range = xRange != null ? xRange : range(series.stream().map(Series::x), hasDots() ? 0.04 : 0);
        return Axis.around(xScale, range[0], range[1], xLabel);
    }

    Axis yAxis() {
        double[] range = yRange != null
                ? yRange
                : range(
                        series.stream().filter(s -> !s.onTheRight()).map(Series::y),
                        yScale == Scale.LOGARITHMIC ? 0 : 0.05);
        return Axis.around(yScale, range[0], range[1], yLabel);
    }

    Axis rightAxis() {
        double[] range = range(series.stream().filter(Series::onTheRight).map(Series::y), 0.05);
        return Axis.around(Scale.LINEAR, 0, Math.max(range[1], Double.MIN_NORMAL), Axis::plain);
    }

    private boolean hasDots() {
        return series.stream().anyMatch(s -> s.look() == Look.DOTS);
    }

    private static double[] range(Stream<double[]> values, double margin) {
        double[] all = values.flatMapToDouble(DoubleStream::of).toArray();
        double low = Arrays.stream(all).min().orElse(0);
        double high = Arrays.stream(all).max().orElse(1);
        double more = margin * (high - low);
        return new double[] {low - more, high + more};
    }

    /** What was filled in so far, as a drawing. */
    public Figure figure() {
        ChartLayout layout = new ChartLayout(this);
        return new Figure(title, width, height, layout::draw);
    }

    /** Writes a .png or .svg file, as {@link Figure#write} does. */
    public void write(java.nio.file.Path file) throws java.io.IOException {
        figure().write(file);
    }
}
