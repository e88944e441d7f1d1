package io.facestream.console.threshold;

/**
 * By what the run decides now.
 *
 * @param fpir target rate of strangers' passages that get a name
 * @param people enrolled; 0 while the facebank is not read
 * @param threshold cosine from which one picture is a person
 * @param fmr the false-match rate of one comparison that goes with it
 * @param measured whether the card's table reaches there; if not, the nearest measured threshold is used
 * @param modelId SHA-256 of the embedding model whose scores the threshold is for
 * @param modelName what people call it
 * @param measuredOn where the table was measured
 * @param problem why that is not the model in force, and what to do; empty where it is
 */
public record InForce(
        double fpir,
        int people,
        double threshold,
        double fmr,
        boolean measured,
        String modelId,
        String modelName,
        String measuredOn,
        String problem) {}
