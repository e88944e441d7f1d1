package io.facestream.facebank.topic;

/**
 * How a facebank is published.
 *
 * @param keepOthers whether people who are on the topic and not in the facebank stay there
 * @param replaceModel whether a facebank of another model may take the place of what is there
 */
public record PublishOptions(boolean keepOthers, boolean replaceModel) {
    /** Afterwards the topic holds exactly what the facebank holds. */
    public static PublishOptions exact() {
        return new PublishOptions(false, false);
    }
}
