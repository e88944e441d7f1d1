package io.facestream.vision.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Where values lie between the two ends of an axis.
 *
 * @param label of a value that gets a tick
 */
record Axis(Scale scale, double from, double to, DoubleFunction<String> label) {
    /** Shares that get a tick on a scale of normal deviates. */
    private static final double[] SHARES = {
        1e-6, 1e-5, 1e-4, 5e-4, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999,
        0.9999
    };

    private static final int[] WITHIN_DECADE = {1, 2, 5};

    /** What is evenly spaced. */
    enum Scale {
        LINEAR,
        LOGARITHMIC,
        NORMAL_DEVIATE;

        double place(double value) {
            return switch (this) {
                case LINEAR -> value;
                case LOGARITHMIC -> Math.log10(value);
                case NORMAL_DEVIATE -> NormalDeviate.of(value);
            };
        }
    }

    Axis {
        if (!(from < to)) {
            throw new IllegalArgumentException("axis: " + from + " to " + to + " (expected: rising)");
        }
    }

    /** An axis over values that may all be the same. */
    static Axis around(Scale scale, double from, double to, DoubleFunction<String> label) {
        if (from < to) {
            return new Axis(scale, from, to, label);
        }
        return scale == Scale.LINEAR
                ? new Axis(scale, from - 0.5, from + 0.5, label)
                : new Axis(scale, from / 2, Math.min(from * 2, scale == Scale.LOGARITHMIC ? from * 2 : 0.999), label);
    }

    /** 0 at the beginning of the axis, 1 at its end. */
    double share(double value) {
        double start = scale.place(from);
        return (scale.place(value) - start) / (scale.place(to) - start);
    }

    /** Round values, rising. */
    List<Double> ticks(int most) {
        return switch (scale) {
            case LINEAR -> linear(most);
            case LOGARITHMIC -> logarithmic(most);
            case NORMAL_DEVIATE -> spaced(SHARES, most);
        };
    }

    private List<Double> linear(int most) {
        double least = (to - from) / Math.max(1, most);
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        double step = 10 * decade;
        for (int factor : new int[] {5, 2, 1}) {
            if (factor * decade >= least * (1 - 1e-9)) {
                step = factor * decade;
            }
        }
        List<Double> ticks = new ArrayList<>();
        long first = (long) Math.ceil(from / step - 1e-9);
        for (long i = first; i * step <= to + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private List<Double> logarithmic(int most) {
        int low = (int) Math.floor(Math.log10(from) + 1e-9);
        int high = (int) Math.ceil(Math.log10(to) - 1e-9);
        List<Double> values = new ArrayList<>();
        boolean fine = 3 * (high - low) <= most;
        for (int decade = low; decade <= high; decade++) {
            for (int factor : WITHIN_DECADE) {
                if (fine || factor == 1) {
                    // of the decimal digits, so that no 0.30000000000000004 arises
                    values.add(new BigDecimal(factor).scaleByPowerOfTen(decade).doubleValue());
                }
            }
        }
        return spaced(values.stream().mapToDouble(Double::doubleValue).toArray(), most);
    }

    private List<Double> spaced(double[] rising, int most) {
        List<Double> ticks = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (double value : rising) {
            if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9) && share(value) - last >= 0.9 / most) {
                ticks.add(value);
                last = share(value);
            }
        }
        return ticks;
    }

    /** 0.001 rather than 1E-3 or .001, as long as that is short. */
    static String plain(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 9.99e-7 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        return new BigDecimal(String.format(Locale.ROOT, "%.6f", value))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A share as per cent, without the sign. */
    static String perCent(double share) {
        return plain(100 * share);
    }
}
