package io.facestream.evaluate.look;

import io.facestream.vision.plot.Chart;
import io.facestream.vision.plot.LossPlot;
import io.facestream.vision.plot.VerificationPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a training run left in its {@code metrics.csv}.
 *
 * @param steps whose loss was told
 * @param epochs that were validated
 * @param refused rows that were cut or are no numbers
 */
public record RunFigures(List<LossPlot.Step> steps, List<VerificationPlot.Epoch> epochs, int refused) {
    /** Reads the table of a run's folder; a run that goes on has one too. */
    public static RunFigures read(Path folder) throws IOException {
        Path file = folder.resolve("metrics.csv");
        if (!Files.isRegularFile(file)) {
            throw new UnfitInputException(folder + ": no metrics.csv there (expected: the folder of a training run)");
        }
        List<String> lines = Files.readAllLines(file);
        List<String> names =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(","));
        Map<String, Integer> columns =
                IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, i -> i, (a, b) -> a));
        if (!columns.keySet().containsAll(List.of("step", "epoch", "loss", "rate"))) {
            throw new UnfitInputException(
                    file + ": columns " + names + " (expected: step, epoch, loss and rate among them)");
        }
        List<LossPlot.Step> steps = new ArrayList<>();
        List<VerificationPlot.Epoch> epochs = new ArrayList<>();
        int refused = 0;
        for (String line : lines.subList(1, lines.size())) {
            Row row = new Row(columns, line.split(",", -1));
            try {
                if (row.has("loss")) {
                    steps.add(new LossPlot.Step((long) row.value("step"), row.value("loss"), row.value("rate")));
                } else if (row.has("auc")) {
                    epochs.add(new VerificationPlot.Epoch(
                            (int) row.value("epoch"),
                            row.value("auc"),
                            row.value("tar_at_1e-2"),
                            row.value("accuracy"),
                            row.has("threshold") ? row.value("threshold") : Double.NaN));
                }
            } catch (NumberFormatException e) {
                refused++;
            }
        }
        return new RunFigures(steps, epochs, refused);
    }

    /** One line of the table; a column that is not there is empty. */
    private record Row(Map<String, Integer> columns, String[] fields) {
        private String text(String column) {
            int at = columns.getOrDefault(column, Integer.MAX_VALUE);
            return at < fields.length ? fields[at] : "";
        }

        boolean has(String column) {
            return !text(column).isEmpty();
        }

        double value(String column) {
            return Double.parseDouble(text(column));
        }
    }

    /** Those for which there is something to draw. */
    public List<NamedFigure> figures() {
        List<NamedFigure> figures = new ArrayList<>();
        if (steps.stream().anyMatch(step -> Double.isFinite(step.loss()))) {
            figures.add(named("loss", LossPlot.of(steps)));
        }
        if (!epochs.isEmpty()) {
            figures.add(named("verification", VerificationPlot.of(epochs)));
            VerificationPlot.thresholds(epochs).ifPresent(chart -> figures.add(named("threshold-by-epoch", chart)));
        }
        return figures;
    }

    private static NamedFigure named(String name, Chart chart) {
        return new NamedFigure(name, chart.size(560, 380).figure());
    }
}
