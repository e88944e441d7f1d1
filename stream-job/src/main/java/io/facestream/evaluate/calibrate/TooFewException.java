package io.facestream.evaluate.calibrate;

import io.facestream.vision.evaluate.ImpostorScores;

/** There is too little to measure a rate with; the message is one line that says how much would be enough. */
public final class TooFewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooFewException(String message) {
        super(message);
    }

    static TooFewException of(int impostors, double fpir) {
        return new TooFewException("impostors: " + impostors + " (expected: at least " + ImpostorScores.least(fpir)
                + " to see an FPIR of " + fpir + " at all, " + ImpostorScores.enough(fpir)
                + " to be true to a third)");
    }
}
