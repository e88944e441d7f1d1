package io.facestream.vision.evaluate;

/**
 * The answers that one threshold gives, counted. A share of nothing is 0: without any accepted pair there is no precision to speak of.
 *
 * @param trueAccepts pairs of one person that were accepted
 * @param falseRejects pairs of one person that were rejected
 * @param falseAccepts pairs of two people that were accepted
 * @param trueRejects pairs of two people that were rejected
 */
public record Decisions(int trueAccepts, int falseRejects, int falseAccepts, int trueRejects) {
    /** Share of all pairs that are answered rightly. */
    public double accuracy() {
        return share(trueAccepts + trueRejects, trueAccepts + falseRejects + falseAccepts + trueRejects);
    }

    /** Share of the accepted pairs that are of one person. */
    public double precision() {
        return share(trueAccepts, trueAccepts + falseAccepts);
    }

    /** Share of the pairs of one person that are accepted: TAR. */
    public double recall() {
        return share(trueAccepts, trueAccepts + falseRejects);
    }

    /** Share of the pairs of two people that are rejected: TNR, 1 - FAR. */
    public double specificity() {
        return share(trueRejects, trueRejects + falseAccepts);
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        return share(2 * trueAccepts, 2 * trueAccepts + falseAccepts + falseRejects);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
