package io.facestream.vision.plot;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How well people are told apart who are not trained on, after each epoch. */
public final class VerificationPlot {
    private VerificationPlot() {}

    /**
     * The figures of one epoch, 0 to 1; epoch 0 is before the training.
     *
     * @param trueAccepts at one false accept in 100
     * @param threshold at which the accuracy was found; NaN where it was not kept
     */
    public record Epoch(int epoch, double areaUnderCurve, double trueAccepts, double accuracy, double threshold) {}

    /** The plot of at least one epoch. */
    public static Chart of(List<Epoch> epochs) {
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("epochs: none (expected: at least one)");
        }
        double lowest = epochs.stream()
                .mapToDouble(epoch -> Math.min(epoch.areaUnderCurve(), Math.min(epoch.trueAccepts(), epoch.accuracy())))
                .min()
                .orElseThrow();
        double from = Math.floor(Math.min(99, 100 * lowest) / 5) * 5;
        double[] x = figures(epochs, Epoch::epoch);
        return new Chart("Verification of people not trained on", "epoch", "per cent")
                .yRange(from, 100)
                .xLabels(VerificationPlot::whole)
                .points("area under the curve", x, figures(epochs, e -> 100 * e.areaUnderCurve()), Ink.SAME)
                .points("accuracy", x, figures(epochs, e -> 100 * e.accuracy()), Ink.THIRD)
                .points("true accepts at FAR 1 %", x, figures(epochs, e -> 100 * e.trueAccepts()), Ink.DIFFERENT);
    }

    private static double[] figures(List<Epoch> epochs, ToDoubleFunction<Epoch> figure) {
        return epochs.stream().mapToDouble(figure).toArray();
    }

    /** The threshold of each epoch's best accuracy, where one was kept: it settles as the training does. */
    public static Optional<Chart> thresholds(List<Epoch> epochs) {
        List<Epoch> known = epochs.stream()
                .filter(epoch -> Double.isFinite(epoch.threshold()))
                .toList();
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chart("Threshold of each validation", "epoch", "cosine")
                        .xLabels(VerificationPlot::whole)
                        .points(
                                "threshold of the best accuracy",
                                figures(known, Epoch::epoch),
                                figures(known, Epoch::threshold),
                                Ink.SAME));
    }

    private static String whole(double epoch) {
        return epoch == Math.rint(epoch) ? Long.toString(Math.round(epoch)) : "";
    }
}
