package io.facestream.vision.evaluate;

import io.facestream.vision.evaluate.OperatingPoint.Support;

/**
 * What a threshold gives that was chosen for a false-positive identification rate.
 *
 * @param rate asked for
 * @param threshold lowest score that names somebody
 * @param fpir found on the non-mated searches, at most the one asked for
 * @param fnir found on the mated searches, at rank 1
 * @param support whether the non-mated searches were enough
 */
public record IdentificationPoint(double rate, double threshold, Proportion fpir, Proportion fnir, Support support) {}
