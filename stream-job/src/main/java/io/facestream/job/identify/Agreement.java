package io.facestream.job.identify;

/** How two models' decisions on one track compare. */
public enum Agreement {
    /** Both name the same person. */
    SAME_PERSON,
    /** Neither names anybody. */
    BOTH_UNKNOWN,
    /** Only the model in force names somebody. */
    MAIN_ONLY,
    /** Only the other model names somebody. */
    SHADOW_ONLY,
    /** They name two people. */
    DIFFERENT,
    /** One names somebody of whom the other has no template: this says nothing about the models. */
    NOT_ENROLLED;

    /** Whether an event would have said the same. */
    public boolean agrees() {
        return this == SAME_PERSON || this == BOTH_UNKNOWN;
    }
}
