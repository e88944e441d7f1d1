package io.facestream.vision.plot;

import io.facestream.vision.evaluate.VerificationScores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/** How the cosines of pairs of one person and of two people lie, and the threshold between them. */
public final class ScorePlot {
    private static final int MOST_BINS = 80;
    private static final int LEAST_BINS = 10;

    private ScorePlot() {}

    /** Writes the plot; each kind of pairs has the area 1, however many there are. */
    public static void write(Path file, String title, VerificationScores scores, double threshold) throws IOException {
        double[] same = scores.same();
        double[] different = scores.different();
        double from = Math.min(same[0], different[0]);
        double to = Math.max(same[same.length - 1], different[different.length - 1]);
        int bins = bins(Math.min(same.length, different.length));
        double width = to > from ? (to - from) / bins : 1;
        double[] middles = IntStream.range(-1, bins + 1)
                .mapToDouble(i -> from + (i + 0.5) * width)
                .toArray();
        double[] ofSame = density(same, from, width, bins);
        double[] ofDifferent = density(different, from, width, bins);
        // the legend has the upper part to itself
        double top = 1.3 * Math.max(highest(ofSame), highest(ofDifferent));
        new Chart(title, "cosine", "density")
                .yRange(0, top)
                .area(
                        String.format(Locale.ROOT, "two people (%,d pairs)", different.length),
                        middles,
                        ofDifferent,
                        Chart.DIFFERENT)
                .area(String.format(Locale.ROOT, "one person (%,d pairs)", same.length), middles, ofSame, Chart.SAME)
                .dashedLine(
                        String.format(Locale.ROOT, "threshold %.3f", threshold),
                        new double[] {threshold, threshold},
                        new double[] {0, top},
                        Chart.MARK)
                .write(file);
    }

    /** Few scores in many bins would show their noise. */
    private static int bins(int scores) {
        return (int) Math.max(LEAST_BINS, Math.min(MOST_BINS, 1.6 * Math.sqrt(scores)));
    }

    /** One value a bin, with an empty bin at each end. */
    static double[] density(double[] scores, double from, double width, int bins) {
        double[] density = new double[bins + 2];
        for (double score : scores) {
            int bin = Math.max(0, Math.min(bins - 1, (int) ((score - from) / width)));
            density[1 + bin] += 1 / (scores.length * width);
        }
        return density;
    }

    private static double highest(double[] values) {
        double highest = 0;
        for (double value : values) {
            highest = Math.max(highest, value);
        }
        return highest;
    }
}
