package io.facestream.vision.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The loss of each step, smoothed, with the learning rate. */
public final class LossPlot {
    /** More points than these are no longer told apart. */
    private static final int POINTS = 800;

    private LossPlot() {}

    /** One step; a loss that is not finite is left out. */
    public record Step(long step, double loss, double rate) {}

    /** The plot of at least one step of finite loss. */
    public static Chart of(List<Step> steps) {
        List<Step> finite =
                steps.stream().filter(step -> Double.isFinite(step.loss())).toList();
        if (finite.isEmpty()) {
            throw new IllegalArgumentException("steps: none with a finite loss (expected: at least one)");
        }
        double[] smooth = smoothed(finite.stream().mapToDouble(Step::loss).toArray());
        List<Integer> shown = thinned(finite.size());
        double[] x = pick(shown, i -> finite.get(i).step());
        return new Chart("Training loss", "step", "loss")
                .thinLine("loss", x, pick(shown, i -> finite.get(i).loss()), Ink.FAINT)
                .line("loss, smoothed", x, pick(shown, i -> smooth[i]), Ink.SAME)
                .lineOnTheRight(
                        "learning rate",
                        "learning rate",
                        x,
                        pick(shown, i -> finite.get(i).rate()),
                        Ink.DIFFERENT);
    }

    /** A running mean that forgets, over an eightieth of all steps, without the bias of its beginning. */
    static double[] smoothed(double[] losses) {
        double keep = 1 - 1 / Math.max(1, losses.length / 80.0);
        double[] smoothed = new double[losses.length];
        double mean = 0;
        double weight = 0;
        for (int i = 0; i < losses.length; i++) {
            mean = keep * mean + (1 - keep) * losses[i];
            weight = keep * weight + 1 - keep;
            smoothed[i] = mean / weight;
        }
        return smoothed;
    }

    private static List<Integer> thinned(int size) {
        int every = Math.max(1, size / POINTS);
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < size; i += every) {
            shown.add(i);
        }
        return shown;
    }

    private static double[] pick(List<Integer> indices, IntToDoubleFunction value) {
        return indices.stream().mapToDouble(value::applyAsDouble).toArray();
    }
}
