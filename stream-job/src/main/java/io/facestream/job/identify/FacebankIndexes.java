package io.facestream.job.identify;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of the facebank as each of the job's models sees it. Both indexes are of the same version, so that a change of the model in
 * force takes effect at one version.
 *
 * @param shadow of the second model; null where there is none, or nothing is known of its templates yet
 * @param inForce id of the model by which the facebank is to be searched
 * @param enrolledOnce people who have templates of one of the two models only
 */
record FacebankIndexes(FacebankIndex main, @Nullable FacebankIndex shadow, String inForce, Set<String> enrolledOnce)
        implements AutoCloseable {

    /** Whether the second model is in force. */
    boolean shadowInForce() {
        return shadow != null && inForce.equals(shadow.modelId());
    }

    /** The one whose decisions count: of the model in force; where the job has not got that, of the first model. */
    FacebankIndex deciding() {
        return shadow != null && shadowInForce() ? shadow : main;
    }

    /** Whether the facebank asks for a model that the job has not got. */
    boolean inForceMissing() {
        return !deciding().modelId().equals(inForce);
    }

    @Override
    public void close() {
        main.close();
        if (shadow != null) {
            shadow.close();
        }
    }
}
