package io.facestream.job.kafka;

/** A Kafka cluster does not take the client settings, or does not allow what is asked. The message is one line and holds no password. */
public final class KafkaRefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    KafkaRefusedException(String message) {
        super(message); // no cause: Kafka's own exceptions may repeat settings
    }
}
