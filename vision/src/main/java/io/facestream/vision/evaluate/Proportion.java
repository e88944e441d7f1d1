package io.facestream.vision.evaluate;

import java.util.Locale;

/**
 * How many of a number of trials came out in one way, with what that allows to say of the rate.
 *
 * @param count of {@code of}
 * @param of trials; may be 0, then there is no rate
 */
public record Proportion(long count, long of) {
    /** Quantile of the normal distribution for 95 %, both sides. */
    private static final double Z = 1.959964;

    public Proportion {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("count: " + count + " (expected: 0 to " + of + ")");
        }
    }

    /** Whether there was a trial at all. */
    public boolean isStated() {
        return of > 0;
    }

    /** The share; NaN without trials. */
    public double rate() {
        return (double) count / of;
    }

    /** Lower end of the 95 % confidence interval (Wilson's score interval, for independent trials). */
    public double low() {
        return count == 0 ? 0 : centre() - halfWidth();
    }

    /** Upper end of the 95 % confidence interval: above 0 even where nothing was counted. */
    public double high() {
        return count == of ? 1 : centre() + halfWidth();
    }

    private double centre() {
        return (count + Z * Z / 2) / (of + Z * Z);
    }

    private double halfWidth() {
        double share = rate();
        return Z / (of + Z * Z) * Math.sqrt(of * share * (1 - share) + Z * Z / 4);
    }

    /** Rate and interval as people read them, {@code 1.23 % (0.87 to 1.73)}; {@code not stated} without trials. */
    public String percent() {
        return of == 0
                ? "not stated"
                : String.format(Locale.ROOT, "%.2f %% (%.2f to %.2f)", 100 * rate(), 100 * low(), 100 * high());
    }
}
