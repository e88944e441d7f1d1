package io.facestream.vision.threshold;

/**
 * The score from which a probe is a person.
 *
 * @param value cosine, -1..1
 * @param clamped true if the wish lies beyond what was measured, so that the value is the nearest measured one
 * @param fmr the false-match rate of one comparison with one person that was asked for
 */
public record Threshold(double value, boolean clamped, double fmr) {}
