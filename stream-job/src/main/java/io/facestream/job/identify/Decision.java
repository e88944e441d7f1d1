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
 * @param ignored whether the person named is on the facebank's ignore list: nobody is to hear of them
 */
public record Decision(
        Outcome outcome,
        String personId,
        float score,
        float margin,
        float threshold,
        Reason reason,
        List<RankedPerson> topK,
        int shots,
        boolean ignored) {

    /** A decision on somebody who is not ignored. */
    public Decision(
            Outcome outcome,
            String personId,
            float score,
            float margin,
            float threshold,
            Reason reason,
            List<RankedPerson> topK,
            int shots) {
        this(outcome, personId, score, margin, threshold, reason, topK, shots, false);
    }

    public static final Decision PENDING = new Decision(Outcome.PENDING, "", 0, 0, 0, Reason.NONE, List.of(), 0);

    public boolean isIdentified() {
        return outcome == Outcome.IDENTIFIED;
    }

    Decision unknown(Reason why) {
        return new Decision(Outcome.UNKNOWN, "", score, margin, threshold, why, topK, shots);
    }

    /** The same decision under what the facebank says of ignoring now. */
    Decision heeding(PeopleSearch facebank) {
        boolean ignore = isIdentified() && facebank.isIgnored(personId);
        return ignore == ignored
                ? this
                : new Decision(outcome, personId, score, margin, threshold, reason, topK, shots, ignore);
    }

    Decision pending(Reason why) {
        return new Decision(Outcome.PENDING, "", score, margin, threshold, why, topK, shots);
    }
}
