package io.facestream.job.uselog;

/**
 * Whether and where a log of use is kept.
 *
 * @param on in the output folder, where there is one, and in the topic
 * @param topic where events go to Kafka
 * @param required whether a job without that topic does not start; otherwise it says that it keeps no log there
 */
public record UseLogOptions(boolean on, String topic, boolean required) {
    public static final String TOPIC = "use-log";

    public static final UseLogOptions NONE = new UseLogOptions(false, TOPIC, false);
}
