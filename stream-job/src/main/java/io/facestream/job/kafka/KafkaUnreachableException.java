package io.facestream.job.kafka;

/** A Kafka cluster does not answer. The message is one line. */
public final class KafkaUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaUnreachableException(String message) {
        super(message);
    }
}
