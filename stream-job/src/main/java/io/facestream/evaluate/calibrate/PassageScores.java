package io.facestream.evaluate.calibrate;

/**
 * One simulated passage held against people, after each of its shots.
 *
 * @param own score with the person's own other pictures, by shots; empty if there is no other picture
 * @param best best score of anybody else in a gallery, by gallery and shots
 * @param second second best of them
 */
public record PassageScores(float[] own, float[][] best, float[][] second) {}
