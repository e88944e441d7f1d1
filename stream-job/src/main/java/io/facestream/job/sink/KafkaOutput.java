package io.facestream.job.sink;

import io.facestream.job.kafka.EventTopics;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Makes the sinks of a job's topics. While the broker is away a sink waits for as long as a transaction lives, so that cameras drop frames
 * and no event is lost.
 *
 * @param <T> what is written
 */
public final class KafkaOutput<T> {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final String AT_ONCE = "5";

    private final EventTopics topics;
    private final KafkaLines<T> lines;
    private final String topic;

    /**
     * @param topic its name
     * @param key records of one key keep their order
     * @param line one line of JSON
     */
    public KafkaOutput(
            EventTopics topics,
            String topic,
            int schemaVersion,
            SerializableFunction<T, String> key,
            SerializableFunction<T, String> line) {
        this.topics = topics;
        this.topic = topic;
        this.lines = new KafkaLines<>(topic, schemaVersion, key, line);
    }

    /**
     * Each record once, for readers with {@code read_committed}, when the checkpoint behind it is complete.
     *
     * <p>A transaction's name is used once ({@link TransactionNamingStrategy#INCREMENTING}). So of a commit
     * that is refused Kafka can say whether it was made before or is lost, a task that was thought dead and comes back is shut out, and no right to list transactions is needed. The price is a name
     * a checkpoint and subtask that the broker remembers for {@code transactional.id.expiration.ms}.
     */
    public Sink<T> exactlyOnce() {
        KafkaSink<T> sink = builder(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(topics.jobName() + "-" + topic)
                .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                .setProperty("compression.type", topics.events().client().getOrDefault("compression.type", "lz4"))
                .setProperty(
                        "transaction.timeout.ms",
                        String.valueOf(topics.transactionTimeout().toMillis()))
                .build();
        return new CountedKafkaSink<>(sink, topics.events().withTopic(topic));
    }

    /** Each record at once; after a failure some come again. */
    public Sink<T> atLeastOnce() {
        return builder(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("linger.ms", topics.events().client().getOrDefault("linger.ms", AT_ONCE))
                .setProperty("compression.type", topics.events().client().getOrDefault("compression.type", "lz4"))
                .build();
    }

    private KafkaSinkBuilder<T> builder(DeliveryGuarantee guarantee) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer())
                .setDeliveryGuarantee(guarantee)
                .setRecordSerializer(lines);
    }

    /** What is asked of the client settings goes first, but for what the guarantees rest on. */
    private Properties producer() {
        String patience =
                String.valueOf(topics.transactionTimeout().plus(REQUEST_TIMEOUT).toMillis());
        Properties producer = new Properties();
        producer.put("request.timeout.ms", String.valueOf(REQUEST_TIMEOUT.toMillis()));
        producer.put("delivery.timeout.ms", patience);
        producer.put("max.block.ms", patience);
        producer.putAll(topics.events().client());
        producer.put("acks", "all");
        producer.put("enable.idempotence", "true");
        producer.put("register.producer.metrics", "false"); // a series a subtask and producer: too many
        return producer;
    }
}
