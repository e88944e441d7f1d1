package io.facestream.job.identify;

/**
 * What the shots of a track add up to.
 *
 * @param sum of the shots' unit vectors by weight; empty before the first
 * @param shots number of embeddings in the sum
 * @param refusals faces of the track that were not embedded, by {@code FaceRefusal} ordinal
 */
public record TrackEvidence(
        String trackId, float[] sum, int shots, long firstShotMillis, int[] refusals, Decision decision) {}
