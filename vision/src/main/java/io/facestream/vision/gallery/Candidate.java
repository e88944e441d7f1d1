package io.facestream.vision.gallery;

/**
 * A person that a probe may show, with the template that looks most like it.
 *
 * @param score cosine of probe and template, -1..1, rounded to 1e-4
 */
public record Candidate(String personId, String templateId, float score) {}
