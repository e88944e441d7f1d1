package io.facestream.vision.evaluate;

/**
 * Both rates at one threshold.
 *
 * @param threshold lowest score that is accepted; infinite where nothing is
 */
public record RocPoint(double threshold, double falseAcceptRate, double trueAcceptRate) {
    /** Share of the pairs of one person that are rejected. */
    public double falseRejectRate() {
        return 1 - trueAcceptRate;
    }
}
