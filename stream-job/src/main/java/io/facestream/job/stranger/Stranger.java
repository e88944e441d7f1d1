package io.facestream.job.stranger;

import java.util.List;

/**
 * Somebody unknown.
 *
 * @param unit normalised mean of the visits kept, weighted by their shots
 * @param visitIds of the visits kept, in their order
 * @param visits how many there were, those no longer kept included
 * @param firstSeenMillis of the first visit
 * @param oldestLeftAtMillis of the visits kept
 * @param lastLeftAtMillis of the latest visit
 */
public record Stranger(
        String strangerId,
        float[] unit,
        List<String> visitIds,
        long visits,
        long firstSeenMillis,
        long oldestLeftAtMillis,
        long lastLeftAtMillis) {

    /** More shots than these do not make a visit surer. */
    private static final int MOST_WEIGHT = 6;

    /** @param kept at least one, in their order */
    static Stranger of(String strangerId, List<StrangerVisit> kept, long visits, long firstSeenMillis) {
        return new Stranger(
                strangerId,
                mean(kept),
                kept.stream().map(StrangerVisit::visitId).toList(),
                visits,
                firstSeenMillis,
                kept.get(0).leftAtMillis(),
                kept.get(kept.size() - 1).leftAtMillis());
    }

    /** Summed in the order of the visits and in double precision, so that every machine gets the same. */
    static float[] mean(List<StrangerVisit> visits) {
        double[] sum = new double[visits.get(0).unit().length];
        for (StrangerVisit visit : visits) {
            int weight = Math.max(1, Math.min(MOST_WEIGHT, visit.shots()));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * visit.unit()[i];
            }
        }
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        float[] unit = new float[sum.length];
        double length = Math.sqrt(Math.max(squares, Double.MIN_NORMAL));
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return unit;
    }

    /** Cosine, rounded as all scores are before they are compared. */
    static float likeness(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return Math.round(sum * 1e4) / 1e4f;
    }

    boolean isOlderThan(Stranger other) {
        return firstSeenMillis != other.firstSeenMillis
                ? firstSeenMillis < other.firstSeenMillis
                : strangerId.compareTo(other.strangerId) < 0;
    }

    /** Says who it is, never what it holds. */
    @Override
    public String toString() {
        return "Stranger[strangerId=" + strangerId + ", visits=" + visits + "]";
    }
}
