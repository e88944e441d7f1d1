package io.facestream.job.identify;

import java.util.List;

/**
 * What is known of a track's identity, and why.
 *
 * @param personId the name, or empty
 * @param score of the best person, -1..1; 0 before the first comparison
 * @param margin score minus the runner-up's
 * @param threshold that the score was held against
 * @param topK the best people, best first
 * @param shots embeddings behind this decision
 */
public record Decision(
        Outcome outcome,
        String personId,
        float score,
        float margin,
        float threshold,
        Reason reason,
        List<RankedPerson> topK,
        int shots) {

    public static final Decision PENDING = new Decision(Outcome.PENDING, "", 0, 0, 0, Reason.NONE, List.of(), 0);

    public boolean isIdentified() {
        return outcome == Outcome.IDENTIFIED;
    }

    Decision unknown(Reason why) {
        return new Decision(Outcome.UNKNOWN, "", score, margin, threshold, why, topK, shots);
    }

    Decision pending(Reason why) {
        return new Decision(Outcome.PENDING, "", score, margin, threshold, why, topK, shots);
    }
}
