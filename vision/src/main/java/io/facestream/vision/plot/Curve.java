package io.facestream.vision.plot;

import io.facestream.vision.evaluate.VerificationScores;

/** Scores that are one line of a plot. */
public record Curve(String name, VerificationScores scores, Ink ink) {}
