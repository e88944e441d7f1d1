package io.facestream.vision.evaluate;

/**
 * Both errors of identification at one threshold, a point of the detection error tradeoff.
 *
 * @param threshold lowest score that names somebody
 * @param fpir share of the non-mated searches that name somebody
 * @param fnir share of the mated searches that do not name the right person
 */
public record DetPoint(double threshold, double fpir, double fnir) {}
