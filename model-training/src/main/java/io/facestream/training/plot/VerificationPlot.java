package io.facestream.training.plot;

import io.facestream.vision.plot.Chart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How well people are told apart who are not trained on, after each epoch. */
public final class VerificationPlot {
    private VerificationPlot() {}

    /**
     * The figures of one epoch, 0 to 1; epoch 0 is before the training.
     *
     * @param trueAccepts at one false accept in 100
     */
    public record Epoch(int epoch, double areaUnderCurve, double trueAccepts, double accuracy) {}

    /** Writes the plot of at least one epoch. */
    public static void write(Path file, List<Epoch> epochs) throws IOException {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("epochs: none (expected: at least one)");
        }
        double lowest = epochs.stream()
                .mapToDouble(epoch -> Math.min(epoch.areaUnderCurve(), Math.min(epoch.trueAccepts(), epoch.accuracy())))
                .min()
                .orElseThrow();
        double from = Math.floor(Math.min(99, 100 * lowest) / 5) * 5;
        double[] x = figures(epochs, Epoch::epoch);
        new Chart("Verification of people not trained on", "epoch", "per cent")
                .yRange(from, 100)
                .xLabels(epoch -> epoch == Math.rint(epoch) ? Long.toString(Math.round(epoch)) : "")
                .legend(Chart.Legend.BELOW)
                .points("area under the curve", x, figures(epochs, e -> 100 * e.areaUnderCurve()), Chart.SAME)
                .points("accuracy", x, figures(epochs, e -> 100 * e.accuracy()), Chart.THIRD)
                .points("true accepts at FAR 1 %", x, figures(epochs, e -> 100 * e.trueAccepts()), Chart.DIFFERENT)
                .write(file);
    }

    private static double[] figures(List<Epoch> epochs, ToDoubleFunction<Epoch> figure) {
        return epochs.stream().mapToDouble(figure).toArray();
    }
}
