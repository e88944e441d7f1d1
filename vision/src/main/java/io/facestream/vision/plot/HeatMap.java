package io.facestream.vision.plot;

import io.facestream.vision.plot.Canvas.Anchor;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A table as a picture, the higher a value the stronger its colour.
 *
 * @param values a row a name of {@code rows}, a value a name of {@code columns}; NaN is left blank
 * @param from value of the palest colour
 * @param to value of the strongest colour
 * @param format of a value, written into its field where there is room
 */
public record HeatMap(
        String title,
        List<String> rows,
        List<String> columns,
        double[][] values,
        double from,
        double to,
        DoubleFunction<String> format) {
    private static final double EDGE = 12;
    private static final double LARGEST_FIELD = 44;
    private static final double SMALLEST_FIELD = 5;
    private static final double FIELDS = 520;
    private static final double LONGEST_NAME = 190;
    private static final double BAR = 40;

    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        boolean whole = values.length == rows.size() && !rows.isEmpty() && !columns.isEmpty();
        for (double[] row : values) {
            whole &= row.length == columns.size();
        }
        if (!whole || !(from < to)) {
            throw new IllegalArgumentException("heat map: " + values.length + " rows, colours from " + from + " to "
                    + to + " (expected: " + rows.size() + " by " + columns.size() + " values, rising colours)");
        }
    }

    /** The table as a drawing, as large as its names need. */
    public Figure figure() {
        double field =
                Math.max(SMALLEST_FIELD, Math.min(LARGEST_FIELD, FIELDS / Math.max(rows.size(), columns.size())));
        boolean named = field >= 11;
        double letters = Math.min(Lettering.SMALL, field);
        double left = EDGE + (named ? widest(rows, letters) + 8 : 0);
        double top = EDGE + 26 + (named ? widest(columns, letters) + 8 : 0);
        double titled = Lettering.width(title, Lettering.TITLE, true) + 2 * EDGE;
        double width = Math.max(left + columns.size() * field + EDGE, Math.min(titled, 480));
        double height = top + rows.size() * field + BAR + EDGE;
        int wide = (int) Math.ceil(Math.max(width, 240));
        return new Figure(title, wide, (int) Math.ceil(height), canvas -> {
            String shown = Lettering.fitted(title, wide - 2 * EDGE, Lettering.TITLE, true);
            canvas.text(shown, EDGE, EDGE + 14, Lettering.TITLE, true, Anchor.START, false, Ink.TEXT);
            if (named) {
                drawNames(canvas, left, top, field, letters);
            }
            drawFields(canvas, left, top, field);
            drawBar(canvas, left, top + rows.size() * field + 14, wide - left - EDGE);
        });
    }

    private static double widest(List<String> names, double letters) {
        return names.stream()
                .mapToDouble(name -> Math.min(LONGEST_NAME, Lettering.width(name, letters, false)))
                .max()
                .orElse(0);
    }

    private void drawNames(Canvas canvas, double left, double top, double field, double letters) {
        for (int row = 0; row < rows.size(); row++) {
            double y = top + (row + 0.5) * field + 0.35 * letters;
            canvas.text(fitted(rows.get(row), letters), left - 6, y, letters, false, Anchor.END, false, Ink.TEXT);
        }
        for (int column = 0; column < columns.size(); column++) {
            double x = left + (column + 0.5) * field + 0.35 * letters;
            canvas.text(fitted(columns.get(column), letters), x, top - 6, letters, false, Anchor.START, true, Ink.TEXT);
        }
    }

    private static String fitted(String name, double letters) {
        return Lettering.fitted(name, LONGEST_NAME, letters, false);
    }

    private void drawFields(Canvas canvas, double left, double top, double field) {
        double gap = field >= 11 ? 1 : 0;
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                double value = values[row][column];
                if (Double.isNaN(value)) {
                    continue;
                }
                double x = left + column * field;
                double y = top + row * field;
                Ink ink = Ink.heat((value - from) / (to - from));
                canvas.rectangle(x, y, field - gap, field - gap, ink);
                String text = format.apply(value);
                if (Lettering.width(text, 11, false) <= field - 2) {
                    Ink letters = ink.isStrong() ? Ink.PAPER : Ink.TEXT;
                    canvas.text(text, x + field / 2, y + field / 2 + 4, 11, false, Anchor.MIDDLE, false, letters);
                }
            }
        }
    }

    private void drawBar(Canvas canvas, double left, double top, double room) {
        double width = Math.min(room, 200);
        double step = width / Ink.HEAT_STEPS;
        for (int i = 0; i < Ink.HEAT_STEPS; i++) {
            canvas.rectangle(left + i * step, top, step + 0.2, 10, Ink.heat((i + 0.5) / Ink.HEAT_STEPS));
        }
        double y = top + 24;
        canvas.text(format.apply(from), left, y, Lettering.SMALL, false, Anchor.START, false, Ink.TEXT);
        canvas.text(format.apply(to), left + width, y, Lettering.SMALL, false, Anchor.END, false, Ink.TEXT);
    }
}
