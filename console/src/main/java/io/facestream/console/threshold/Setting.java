package io.facestream.console.threshold;

/**
 * What one setting gives.
 *
 * @param fpir the setting: target rate of strangers' passages that get a name
 * @param fmr what one comparison may then be wrong
 * @param threshold cosine that it asks of one picture, from the card
 * @param passageThreshold cosine that it asks of a passage of three shots and more
 * @param measured whether the card's table reaches there
 * @param missed pictures below the threshold of their own person (FNMR)
 * @param matched comparisons of different people at or above it (FMR)
 * @param named pictures that would get the name of somebody else, were their person not enrolled (FPIR)
 * @param visitsNamed visits whose best score would be enough
 */
record Setting(
        double fpir,
        double fmr,
        double threshold,
        double passageThreshold,
        boolean measured,
        Rate missed,
        Rate matched,
        Rate named,
        int visitsNamed) {}
