package io.facestream.job.liveness;

import io.facestream.job.observe.Liveness;
import java.util.Arrays;

/**
 * The live scores of a track's shots.
 *
 * @param latest the latest ones, oldest first
 * @param shots all that were scored
 */
public record TrackScores(String trackId, float[] latest, int shots) {
    /** So many of the latest shots count: somebody who takes a picture out in view is noticed within half of them. */
    static final int WINDOW = 9;

    /** A suspicion needs as many shots as a name. */
    static final int ENOUGH = 3;

    TrackScores(String trackId) {
        this(trackId, new float[0], 0);
    }

    TrackScores with(float score) {
        int kept = Math.min(latest.length, WINDOW - 1);
        float[] next = Arrays.copyOfRange(latest, latest.length - kept, latest.length + 1);
        next[kept] = score;
        return new TrackScores(trackId, next, shots + 1);
    }

    /** The median: single shots are far off, in both directions. */
    Liveness judged(float threshold) {
        if (latest.length == 0) {
            return Liveness.NONE;
        }
        float[] sorted = latest.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        float median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Liveness(median, shots, shots >= ENOUGH && median < threshold);
    }
}
