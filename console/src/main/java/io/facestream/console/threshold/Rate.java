package io.facestream.console.threshold;

/**
 * A rate that was counted, and how far it can be trusted.
 *
 * @param count of errors
 * @param of how many could have been one
 * @param low lower end of the 95 % interval of the rate (Wilson's); 0 without any case
 * @param high upper end; 1 without any case
 * @param support {@code NONE} without an error, {@code FEW} below thirty, else {@code GOOD} (the "rule of 30")
 */
record Rate(int count, int of, double low, double high, Support support) {
    /** How far a rate can be told from so many errors. */
    enum Support {
        NONE,
        FEW,
        GOOD
    }

    private static final double Z = 1.959964;
    private static final int ENOUGH = 30;

    static Rate of(int count, int of) {
        Support support = count == 0 ? Support.NONE : count < ENOUGH ? Support.FEW : Support.GOOD;
        if (of == 0) {
            return new Rate(0, 0, 0, 1, Support.NONE);
        }
        double rate = (double) count / of;
        double square = Z * Z / of;
        double middle = rate + square / 2;
        double half = Z * Math.sqrt(rate * (1 - rate) / of + square / of / 4);
        double low = count == 0 ? 0 : (middle - half) / (1 + square);
        double high = count == of ? 1 : (middle + half) / (1 + square);
        return new Rate(count, of, low, high, support);
    }
}
