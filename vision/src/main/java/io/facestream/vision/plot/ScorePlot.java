package io.facestream.vision.plot;

import io.facestream.vision.evaluate.VerificationScores;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How the scores of pairs of one person and of two people lie. */
public final class ScorePlot {
    private static final int MOST_BINS = 80;
    private static final int LEAST_BINS = 10;

    private ScorePlot() {}

    /** Histograms; each kind of pairs has the area 1, however many there are. */
    public static Chart of(String title, String measure, VerificationScores scores) {
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
        double top = DoubleStream.concat(DoubleStream.of(ofSame), DoubleStream.of(ofDifferent))
                .max()
                .orElse(1);
        return new Chart(title, measure, "density")
                .yRange(0, 1.06 * top)
                .area(
                        String.format(Locale.ROOT, "two people (%,d pairs)", different.length),
                        middles,
                        ofDifferent,
                        Ink.DIFFERENT)
                .area(String.format(Locale.ROOT, "one person (%,d pairs)", same.length), middles, ofSame, Ink.SAME);
    }

    /** As {@link #of(String, String, VerificationScores)}, with the threshold between them. */
    public static Chart of(String title, String measure, VerificationScores scores, double threshold) {
        return of(title, measure, scores)
                .upright(String.format(Locale.ROOT, "threshold %.3f", threshold), threshold, Ink.MARK);
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
}
