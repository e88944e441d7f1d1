package io.facestream.job.identify;

/** How far a track has come. */
public enum Outcome {
    /** Not enough evidence yet. */
    PENDING,
    /** It is an enrolled person. */
    IDENTIFIED,
    /** It is nobody enrolled, or it cannot be told; the reason says which. */
    UNKNOWN
}
