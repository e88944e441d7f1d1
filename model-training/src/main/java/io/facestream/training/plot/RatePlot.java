package io.facestream.training.plot;

import io.facestream.vision.plot.Chart;
import io.facestream.vision.plot.Ink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The loss over rising learning rates, as a range test finds it, with the rate it suggests. */
public final class RatePlot {
    private RatePlot() {}

    /**
     * Writes the plot.
     *
     * @param rates rising, above 0
     * @param losses smoothed, one a rate
     */
    public static void write(Path file, double[] rates, double[] losses, double suggested) throws IOException {
        if (rates.length == 0 || rates.length != losses.length) {
            throw new IllegalArgumentException("losses: " + losses.length + " (expected: one for each of the "
                    + rates.length + " rates, at least one)");
        }
        double low = Arrays.stream(losses).min().orElseThrow();
        // the end of a test shoots up and would press the rest flat: the line ends where it leaves the picture
        double high = Math.min(Arrays.stream(losses).max().orElseThrow(), losses[0] + 0.5 * (losses[0] - low));
        double top = high > low ? high : low + 1;
        double margin = 0.05 * (top - low);
        int shown = 0;
        while (shown < losses.length && losses[shown] <= top + margin) {
            shown++;
        }
        new Chart("Learning rate range test", "learning rate", "loss, smoothed")
                .logarithmicX()
                .yRange(low - margin, top + margin)
                .line("loss", Arrays.copyOf(rates, shown), Arrays.copyOf(losses, shown), Ink.SAME)
                .xRange(rates[0], rates[rates.length - 1])
                .upright(String.format(Locale.ROOT, "suggested: %.2e", suggested), suggested, Ink.MARK)
                .write(file);
    }
}
