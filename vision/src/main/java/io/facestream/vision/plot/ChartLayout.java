package io.facestream.vision.plot;

import io.facestream.vision.plot.Canvas.Anchor;
import io.facestream.vision.plot.Canvas.Pen;
import java.util.ArrayList;
import java.util.List;

/** Where everything of a chart goes: room is left for each label before the rest is given to the data. */
final class ChartLayout {
    private static final double EDGE = 12;
    private static final double TITLE_ROW = 26;
    private static final double LINE = 17;

    private final Chart chart;
    private final Axis xAxis;
    private final Axis yAxis;
    private final Axis rightAxis;
    private final boolean hasRight;
    private final LegendRows legend;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;
    private final List<Double> yTicks;
    private final List<Double> rightTicks;

    ChartLayout(Chart chart) {
        this.chart = chart;
        xAxis = chart.xAxis();
        yAxis = chart.yAxis();
        hasRight = !chart.rightTitle.isEmpty();
        rightAxis = hasRight ? chart.rightAxis() : yAxis;
        legend = new LegendRows(chart, chart.width - 2 * EDGE);
        top = EDGE + TITLE_ROW + legend.height() + 12;
        bottom = chart.height - EDGE - (chart.xTitle.isEmpty() ? 0 : LINE + 2) - (chart.xTicks ? LINE : 0);
        yTicks = !chart.yTicks ? List.of() : yAxis.ticks((int) Math.max(2, (bottom - top) / 30));
        rightTicks = hasRight ? rightAxis.ticks(yTicks.size()) : List.of();
        left = EDGE + (chart.yTitle.isEmpty() ? 0 : LINE) + widest(yTicks, yAxis) + 8;
        right = chart.width - EDGE - (hasRight ? widest(rightTicks, rightAxis) + 8 + LINE : 6);
    }

    private static double widest(List<Double> ticks, Axis axis) {
        return ticks.stream()
                .mapToDouble(tick -> Lettering.width(axis.label().apply(tick), Lettering.SMALL, false))
                .max()
                .orElse(0);
    }

    void draw(Canvas canvas) {
        double room = chart.width - 2 * EDGE;
        String title = Lettering.fitted(chart.title, room, Lettering.TITLE, true);
        canvas.text(title, EDGE, EDGE + 14, Lettering.TITLE, true, Anchor.START, false, Ink.TEXT);
        legend.draw(canvas, EDGE, EDGE + TITLE_ROW);
        drawXAxis(canvas);
        drawYAxis(canvas);
        canvas.clip(left, top - 2, right - left, bottom - top + 4);
        chart.series.forEach(series -> draw(canvas, series));
        chart.rules.forEach(rule -> draw(canvas, rule));
        canvas.unclip();
        drawLabels(canvas);
    }

    private double x(double value) {
        return left + xAxis.share(value) * (right - left);
    }

    private double y(double value) {
        return bottom - yAxis.share(value) * (bottom - top);
    }

    private double yOnTheRight(double value) {
        return bottom - rightAxis.share(value) * (bottom - top);
    }

    private void drawXAxis(Canvas canvas) {
        if (chart.xTicks) {
            double last = Double.NEGATIVE_INFINITY;
            for (double tick : xAxis.ticks((int) Math.max(2, (right - left) / 50))) {
                String label = xAxis.label().apply(tick);
                double at = x(tick);
                double half = Lettering.width(label, Lettering.SMALL, false) / 2;
                if (label.isEmpty()) {
                    continue;
                }
                upright(canvas, at);
                // the outermost labels stay inside, and none touches the one before it
                double middle = Math.min(at, chart.width - 2 - half);
                if (middle - half > last + 4) {
                    text(canvas, label, middle, bottom + LINE, Lettering.SMALL, Anchor.MIDDLE);
                    last = middle + half;
                }
            }
        }
        if (chart.yTicks) {
            canvas.line(new double[] {left, right}, new double[] {bottom, bottom}, Ink.MARK, Pen.THIN);
        }
        String title = Lettering.fitted(chart.xTitle, chart.width - 2 * EDGE, Lettering.TEXT, false);
        double half = Lettering.width(title, Lettering.TEXT, false) / 2;
        double middle = Math.max(EDGE + half, Math.min(chart.width - EDGE - half, (left + right) / 2));
        text(canvas, title, middle, chart.height - EDGE, Lettering.TEXT, Anchor.MIDDLE);
    }

    private void upright(Canvas canvas, double at) {
        canvas.line(new double[] {at, at}, new double[] {top, bottom}, Ink.GRID, Pen.THIN);
    }

    private void drawYAxis(Canvas canvas) {
        if (!chart.yTicks) {
            double[] around = {left, left, right, right, left};
            canvas.line(around, new double[] {bottom, top, top, bottom, bottom}, Ink.GRID, Pen.THIN);
            return;
        }
        for (double tick : yTicks) {
            double at = y(tick);
            canvas.line(new double[] {left, right}, new double[] {at, at}, Ink.GRID, Pen.THIN);
            text(canvas, yAxis.label().apply(tick), left - 6, at + 4, Lettering.SMALL, Anchor.END);
        }
        upwards(canvas, chart.yTitle, EDGE + 10);
        if (hasRight) {
            for (double tick : rightTicks) {
                double at = yOnTheRight(tick) + 4;
                text(canvas, rightAxis.label().apply(tick), right + 6, at, Lettering.SMALL, Anchor.START);
            }
            upwards(canvas, chart.rightTitle, chart.width - EDGE);
        }
    }

    private void upwards(Canvas canvas, String title, double x) {
        String shown = Lettering.fitted(title, bottom - top + 20, Lettering.TEXT, false);
        canvas.text(shown, x, (top + bottom) / 2, Lettering.TEXT, false, Anchor.MIDDLE, true, Ink.TEXT);
    }

    private static void text(Canvas canvas, String text, double x, double y, double size, Anchor anchor) {
        if (!text.isEmpty()) {
            canvas.text(text, x, y, size, false, anchor, false, Ink.TEXT);
        }
    }

    private void draw(Canvas canvas, Chart.Series series) {
        double[] x = new double[series.x().length];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = x(series.x()[i]);
            y[i] = series.onTheRight() ? yOnTheRight(series.y()[i]) : y(series.y()[i]);
        }
        switch (series.look()) {
            case LINE -> canvas.line(x, y, series.ink(), Pen.NORMAL);
            case THIN_LINE -> canvas.line(x, y, series.ink(), Pen.THIN);
            case DASHED_LINE -> canvas.line(x, y, series.ink(), Pen.DASHED);
            case LINE_WITH_POINTS -> {
                canvas.line(x, y, series.ink(), Pen.NORMAL);
                canvas.dots(x, y, series.radius(), series.dot(), series.ink());
            }
            case AREA -> {
                canvas.area(downTo(x, x[x.length - 1], x[0]), downTo(y, bottom, bottom), series.ink());
                canvas.line(x, y, series.ink(), Pen.NORMAL);
            }
            case DOTS -> canvas.dots(x, y, series.radius(), series.dot(), series.ink());
        }
    }

    private static double[] downTo(double[] values, double last, double first) {
        double[] around = java.util.Arrays.copyOf(values, values.length + 2);
        around[values.length] = last;
        around[values.length + 1] = first;
        return around;
    }

    private void draw(Canvas canvas, Chart.Rule rule) {
        double at = rule.upright() ? x(rule.at()) : y(rule.at());
        double[] along = {at, at};
        if (rule.upright()) {
            canvas.line(along, new double[] {bottom, top}, rule.ink(), Pen.DASHED);
        } else {
            canvas.line(new double[] {left, right}, along, rule.ink(), Pen.DASHED);
        }
    }

    /** A word beside its point, where it covers no other; a word for which there is no such place is left out. */
    private void drawLabels(Canvas canvas) {
        List<Rectangle> taken = new ArrayList<>();
        for (Chart.Label label : chart.labels) {
            String text = Lettering.fitted(label.text(), (right - left) / 3, Lettering.SMALL, true);
            double width = Lettering.width(text, Lettering.SMALL, true);
            double x = Math.max(left, Math.min(right - width, x(label.x()) - width / 2));
            for (double off : new double[] {-8, 18, -24, 34}) {
                double y = Math.max(top + Lettering.SMALL, Math.min(bottom - 3, y(label.y()) + off));
                Rectangle place = new Rectangle(x, y - Lettering.SMALL, width, Lettering.SMALL + 3);
                if (taken.stream().noneMatch(place::touches)) {
                    taken.add(place);
                    canvas.text(text, x, y, Lettering.SMALL, true, Anchor.START, false, Ink.TEXT);
                    break;
                }
            }
        }
    }

    private record Rectangle(double x, double y, double width, double height) {
        boolean touches(Rectangle other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }
}
