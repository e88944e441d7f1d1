package io.facestream.vision.evaluate;

/**
 * What a threshold gives that was chosen for a rate of false accepts.
 *
 * @param rate of false accepts that was asked for
 * @param threshold lowest score that is accepted
 * @param falseAcceptRate found on the pairs of two people, at most the one asked for
 * @param trueAcceptRate found on the pairs of one person
 * @param support whether the pairs of two people were enough
 */
public record OperatingPoint(
        double rate, double threshold, double falseAcceptRate, double trueAcceptRate, Support support) {
    /** How far a rate can be told from a number of pairs. */
    public enum Support {
        /** The rate is less than one pair: the threshold lies above all pairs of two people, the true rate is not known. */
        NONE,
        /** Fewer than thirty false accepts: a repetition on other people may well differ by a third or more. */
        FEW,
        /** Thirty false accepts or more, by which a rate is true to a third with 90 % confidence (the "rule of 30"). */
        GOOD;

        private static final double ERRORS = 30;

        static Support of(double falseAccepts) {
            if (falseAccepts < 1) {
                return NONE;
            }
            return falseAccepts < ERRORS ? FEW : GOOD;
        }
    }
}
