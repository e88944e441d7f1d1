package io.facestream.evaluate.video;

import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * So many of so many, with the bounds between which the true share lies with 95 % confidence: those of Clopper and Pearson (1934), which
 * are exact for independent trials. None of four is not 0 %: it is at most 60 %.
 */
public record Rate(int count, int of) {
    private static final double TAIL = 0.025;

    public Rate {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("count: " + count + " (expected: 0 to " + of + ")");
        }
    }

    /** The share found, 0..1; NaN where nothing was tried. */
    public double share() {
        return of == 0 ? Double.NaN : (double) count / of;
    }

    /** The least that the true share may be, 0..1. */
    public double low() {
        return count == 0 ? 0 : new BetaDistribution(count, of - count + 1.0).inverseCumulativeProbability(TAIL);
    }

    /** The most that the true share may be, 0..1. */
    public double high() {
        return count == of ? 1 : new BetaDistribution(count + 1.0, of - count).inverseCumulativeProbability(1 - TAIL);
    }

    /** {@code 2 of 80 (2.5 %)}; without the share where nothing was tried. */
    String told() {
        return of == 0 ? "none to count" : String.format(Locale.ROOT, "%d of %d (%.1f %%)", count, of, 100 * share());
    }

    /** {@code 0.3 to 8.7 %}. */
    String bounds() {
        return of == 0 ? "" : String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low(), 100 * high());
    }
}
