package io.facestream.facebank.topic;

import io.facestream.facebank.FacebankException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/** Says what a failure of a Kafka client means for a facebank topic. Client settings never get into a message. */
final class KafkaFailures {
    private final String topic;
    private final String servers;

    private KafkaFailures(String topic, String servers) {
        this.topic = topic;
        this.servers = servers;
    }

    static KafkaFailures of(String topic, Map<String, String> client) {
        return new KafkaFailures(topic, client.getOrDefault("bootstrap.servers", "no servers"));
    }

    <T> T during(Callable<T> work) {
        try {
            return work.call();
        } catch (FacebankException e) {
            throw e;
        } catch (ExecutionException e) {
            throw told(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FacebankException(where() + ": interrupted (expected: time to finish)", e);
        } catch (Exception e) {
            throw told(e);
        }
    }

    private RuntimeException told(Throwable error) {
        if (error instanceof FacebankException told) {
            return told;
        }
        if (isFenced(error)) {
            return new FacebankException(
                    where()
                            + ": another writer has taken over, and nothing was changed (expected: one writer at a time;"
                            + " repeat the command)",
                    error);
        }
        if (error instanceof TimeoutException) {
            return new FacebankException(where() + ": no answer (expected: a Kafka broker at " + servers + ")", error);
        }
        if (error instanceof AuthenticationException || error instanceof AuthorizationException) {
            return new FacebankException(
                    where() + ": refused by the broker: " + error.getMessage()
                            + " (expected: client settings that are allowed to)",
                    error);
        }
        if (error instanceof KafkaException) {
            Throwable cause = error.getCause() == null ? error : error.getCause();
            return new FacebankException(where() + ": " + cause.getMessage() + " (expected: a usable topic)", error);
        }
        return error instanceof RuntimeException unexpected
                ? unexpected
                : new IllegalStateException(where() + ": " + error, error);
    }

    /** The producer says so itself, or says that it cannot go on because of it. */
    private static boolean isFenced(Throwable error) {
        Throwable cause = error;
        while (cause != null) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private String where() {
        return "facebank topic " + topic;
    }
}
