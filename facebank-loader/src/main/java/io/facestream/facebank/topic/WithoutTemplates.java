package io.facestream.facebank.topic;

/** What becomes of people who have no template of the model that is put in force. */
public enum WithoutTemplates {
    /** Nothing is put in force as long as there are any. */
    REFUSE,
    /** They are removed, with their templates of every model. */
    DROP,
    /** They stay on the topic with the templates that they have, and are not recognised. */
    KEEP_OUT
}
