package io.facestream.vision.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The style that all plots share, and the one place that knows the library. */
public final class Chart {
    /** Where the names of the lines stand. */
    public enum Legend {
        TOP_RIGHT(LegendPosition.InsideNE),
        BOTTOM_RIGHT(LegendPosition.InsideSE),
        BOTTOM_LEFT(LegendPosition.InsideSW),
        BELOW(LegendPosition.OutsideS);

        private final LegendPosition position;

        Legend(LegendPosition position) {
            this.position = position;
        }
    }

    public static final Color SAME = new Color(0x1F, 0x6F, 0xB4);
    public static final Color DIFFERENT = new Color(0xE0, 0x7B, 0x1A);
    public static final Color THIRD = new Color(0x3C, 0x8D, 0x5A);
    public static final Color FAINT = new Color(0x9F, 0xC4, 0xE4);
    public static final Color MARK = new Color(0x55, 0x55, 0x55);

    private static final int WIDTH = 960;
    private static final int HEIGHT = 600;
    private static final BasicStroke LINE = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke THIN = new BasicStroke(1f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 5}, 0);

    private final XYChart chart;

    public Chart(String title, String xTitle, String yTitle) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        var styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xE2, 0xE2, 0xE2));
        styler.setPlotGridLinesStroke(THIN);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setLegendBorderColor(new Color(0xE2, 0xE2, 0xE2));
        styler.setChartPadding(14);
        styler.setLocale(Locale.ROOT);
        styler.setLegendPosition(LegendPosition.InsideNE);
        styler.setYAxisTickLabelsFormattingFunction(Chart::plain);
    }

    public Chart legend(Legend place) {
        chart.getStyler().setLegendPosition(place.position);
        return this;
    }

    public Chart yRange(double from, double to) {
        chart.getStyler().setYAxisMin(from);
        chart.getStyler().setYAxisMax(to);
        return this;
    }

    public Chart xRange(double from, double to) {
        chart.getStyler().setXAxisMin(from);
        chart.getStyler().setXAxisMax(to);
        return this;
    }

    public Chart logarithmicX() {
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(Chart::plain);
        return this;
    }

    public Chart xLabels(Function<Double, String> label) {
        chart.getStyler().setXAxisTickLabelsFormattingFunction(label);
        return this;
    }

    /** 0.001 rather than 1E-3 or .001, as long as that is short. */
    public static String plain(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 9.99e-5 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        return new BigDecimal(String.format(Locale.ROOT, "%.5f", value))
                .stripTrailingZeros()
                .toPlainString();
    }

    public Chart line(String name, double[] x, double[] y, Color colour) {
        style(chart.addSeries(name, x, y), colour, LINE);
        return this;
    }

    public Chart thinLine(String name, double[] x, double[] y, Color colour) {
        style(chart.addSeries(name, x, y), colour, THIN);
        return this;
    }

    public Chart dashedLine(String name, double[] x, double[] y, Color colour) {
        style(chart.addSeries(name, x, y), colour, DASHED);
        return this;
    }

    /** A line with a point at each value, which also shows a single one. */
    public Chart points(String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        style(series, colour, LINE);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
        return this;
    }

    /** An area from the line down to the axis. */
    public Chart area(String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
        style(series, colour, LINE);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 90));
        return this;
    }

    /** A line on an axis of its own, on the right. */
    public Chart lineOnTheRight(String name, String axisTitle, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        style(series, colour, LINE);
        series.setYAxisGroup(1);
        chart.setYAxisGroupTitle(1, axisTitle);
        chart.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
        chart.getStyler().setYAxisMin(1, 0.0);
        return this;
    }

    private static void style(XYSeries series, Color colour, BasicStroke stroke) {
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Writes a PNG, replacing what was there in one step. */
    public void write(Path file) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(chart, png, BitmapFormat.PNG);
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path whole = absolute.resolveSibling(absolute.getFileName() + ".part");
        Files.write(whole, png.toByteArray());
        Files.move(whole, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
