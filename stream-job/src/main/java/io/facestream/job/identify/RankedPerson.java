package io.facestream.job.identify;

/** A person of the facebank and how alike they are, -1..1. */
public record RankedPerson(String personId, float score) {}
