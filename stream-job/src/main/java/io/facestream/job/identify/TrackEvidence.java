package io.facestream.job.identify;

/**
 * What the shots of a face add up to. A tracker's track may slip from one person to another who comes to the same place; then the evidence
 * begins anew under an id of its own.
 *
 * @param trackId the tracker's
 * @param faceId what the outside world knows this face by: the tracker's id until the face changes
 * @param sinceMillis capture time at which this face began; {@link #FROM_THE_START} if with the track
 * @param sum of the shots' unit vectors by weight; empty before the first
 * @param shots number of embeddings in the sum
 * @param odd shots in a row that are nothing like the sum
 * @param refusals faces of the track that were not embedded, by {@code FaceRefusal} ordinal
 */
public record TrackEvidence(
        String trackId,
        String faceId,
        long sinceMillis,
        long sinceMediaMillis,
        float[] sum,
        int shots,
        int odd,
        int[] refusals,
        Decision decision) {

    static final long FROM_THE_START = Long.MIN_VALUE;

    TrackEvidence with(Decision next) {
        return next == decision
                ? this
                : new TrackEvidence(trackId, faceId, sinceMillis, sinceMediaMillis, sum, shots, odd, refusals, next);
    }

    TrackEvidence withOdd(int next) {
        return new TrackEvidence(trackId, faceId, sinceMillis, sinceMediaMillis, sum, shots, next, refusals, decision);
    }

    TrackEvidence withShots(float[] nextSum, int nextShots) {
        return new TrackEvidence(
                trackId, faceId, sinceMillis, sinceMediaMillis, nextSum, nextShots, 0, refusals, decision);
    }

    TrackEvidence withRefusals(int[] next) {
        return new TrackEvidence(trackId, faceId, sinceMillis, sinceMediaMillis, sum, shots, odd, next, decision);
    }

    /** The same face without what was seen of it: another model begins anew, under the same id. */
    TrackEvidence withoutVectors() {
        return new TrackEvidence(
                trackId, faceId, sinceMillis, sinceMediaMillis, new float[0], 0, 0, refusals, Decision.PENDING);
    }
}
