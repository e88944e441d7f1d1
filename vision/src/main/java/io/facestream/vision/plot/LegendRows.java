package io.facestream.vision.plot;

import io.facestream.vision.plot.Canvas.Anchor;
import io.facestream.vision.plot.Canvas.Pen;
import java.util.ArrayList;
import java.util.List;

/** The names of a chart's series, in as many rows as they need. */
final class LegendRows {
    private static final double ROW = 19;
    private static final double SAMPLE = 20;
    private static final double GAP = 16;

    /** A name and how its data look. */
    record Entry(String name, Chart.Look look, Ink ink, Canvas.Dot dot) {}

    private record Placed(Entry entry, String text, double x, int row) {}

    private final List<Placed> placed = new ArrayList<>();
    private final int rows;

    LegendRows(Chart chart, double width) {
        double x = 0;
        int row = 0;
        for (Entry entry : entries(chart)) {
            String text = Lettering.fitted(entry.name(), width - SAMPLE - 6, Lettering.TEXT, false);
            double wide = SAMPLE + 6 + Lettering.width(text, Lettering.TEXT, false);
            if (x > 0 && x + wide > width) {
                x = 0;
                row++;
            }
            placed.add(new Placed(entry, text, x, row));
            x += wide + GAP;
        }
        rows = placed.isEmpty() ? 0 : row + 1;
    }

    private static List<Entry> entries(Chart chart) {
        List<Entry> entries = new ArrayList<>();
        for (Chart.Series series : chart.series) {
            if (!series.name().isEmpty()) {
                entries.add(new Entry(series.name(), series.look(), series.ink(), series.dot()));
            }
        }
        for (Chart.Rule rule : chart.rules) {
            if (!rule.name().isEmpty()) {
                entries.add(new Entry(rule.name(), Chart.Look.DASHED_LINE, rule.ink(), Canvas.Dot.ROUND));
            }
        }
        return entries;
    }

    double height() {
        return rows * ROW;
    }

    void draw(Canvas canvas, double left, double top) {
        for (Placed one : placed) {
            double x = left + one.x();
            double middle = top + one.row() * ROW + ROW / 2;
            sample(canvas, one.entry(), x, middle);
            canvas.text(
                    one.text(),
                    x + SAMPLE + 6,
                    middle + 0.35 * Lettering.TEXT,
                    Lettering.TEXT,
                    false,
                    Anchor.START,
                    false,
                    Ink.TEXT);
        }
    }

    private static void sample(Canvas canvas, Entry entry, double x, double y) {
        double[] across = {x, x + SAMPLE};
        double[] level = {y, y};
        switch (entry.look()) {
            case LINE -> canvas.line(across, level, entry.ink(), Pen.NORMAL);
            case THIN_LINE -> canvas.line(across, level, entry.ink(), Pen.THIN);
            case DASHED_LINE -> canvas.line(across, level, entry.ink(), Pen.DASHED);
            case LINE_WITH_POINTS -> {
                canvas.line(across, level, entry.ink(), Pen.NORMAL);
                canvas.dots(new double[] {x + SAMPLE / 2}, new double[] {y}, 3, entry.dot(), entry.ink());
            }
            case AREA -> {
                double[] around = {x, x + SAMPLE, x + SAMPLE, x};
                canvas.area(around, new double[] {y - 5, y - 5, y + 5, y + 5}, entry.ink());
                canvas.line(across, new double[] {y - 5, y - 5}, entry.ink(), Pen.NORMAL);
            }
            case DOTS -> canvas.dots(new double[] {x + SAMPLE / 2}, new double[] {y}, 4, entry.dot(), entry.ink());
        }
    }
}
