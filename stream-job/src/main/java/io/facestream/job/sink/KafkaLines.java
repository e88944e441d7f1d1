package io.facestream.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A thing as a Kafka record: text key, one line of JSON. The record's time is the time of sending, not that of capture: a topic's
 * retention goes by it, and events of an old video must not be deleted as soon as they are written.
 */
final class KafkaLines<T> implements KafkaRecordSerializationSchema<T> {
    static final String SCHEMA_VERSION = "schema-version";
    static final String CONTENT_TYPE = "content-type";

    private static final long serialVersionUID = 1L;
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    private final String topic;
    private final String schemaVersion;
    private final SerializableFunction<T, String> key;
    private final SerializableFunction<T, String> line;

    KafkaLines(
            String topic,
            int schemaVersion,
            SerializableFunction<T, String> key,
            SerializableFunction<T, String> line) {
        this.topic = topic;
        this.schemaVersion = String.valueOf(schemaVersion);
        this.key = key;
        this.line = line;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T thing, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, key.apply(thing).getBytes(UTF_8), line.apply(thing).getBytes(UTF_8));
        record.headers().add(SCHEMA_VERSION, schemaVersion.getBytes(UTF_8)).add(CONTENT_TYPE, JSON);
        return record;
    }
}
